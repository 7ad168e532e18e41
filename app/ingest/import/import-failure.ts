import { ForeignAddress } from '../../shopify/bulk/bulk-result.server';
import {
  AccessDenied,
  BadQuery,
  isRetryable,
  ShopGone,
  Throttled,
  UserErrors,
  waitMsOf,
} from '../../shopify/protocol/errors';
import { MalformedLine } from '../staging/json-lines';
import type { ImportPart } from '../../store/work/imports';

/** Why an import failed: the key of the page's text, and a detail for the log. */
export interface Failure {
  key:
    | 'gone'
    | 'malformed'
    | 'accessDenied'
    | 'refused'
    | 'shopifyFailed'
    | 'superseded'
    | 'unknownZone'
    | 'unknown';
  detail: string;
}

export function failureWith(key: Failure['key'], detail: string): Failure {
  return { key, detail };
}

/** Ends the import: a retry would fail the same way. */
class ImportFailed extends Error {
  override name = 'ImportFailed';
  constructor(readonly failure: Failure) {
    super(failure.detail);
  }
}

/** With the pauses inside each call this covers an outage of about six minutes. */
const MOST_ATTEMPTS = 8;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 120_000;

/** Fields of a part without an operation. */
const NO_OPERATION = {
  bulkOperationId: null,
  resultUrl: null,
  prepared: 0,
  preparedLines: 0,
  queued: false,
  movedAt: null,
};

/**
 * The part after a failed try, due for a retry after a pause that doubles each time.
 * @throws ImportFailed after the last try
 */
export function retryLater(
  part: ImportPart,
  state: ImportPart['state'],
  why: string,
  at: Date,
  waitMs = 0,
): ImportPart {
  const attempts = part.attempts + 1;
  if (attempts >= MOST_ATTEMPTS)
    throw new ImportFailed(failureWith('shopifyFailed', `${part.part}: ${why}`));
  const wait = Math.max(waitMs, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1)));
  return {
    ...part,
    ...(state === 'waiting' ? NO_OPERATION : {}),
    state,
    rowsRead: Math.max(part.rowsRead, part.prepared),
    attempts,
    lastError: why,
    nextTryAt: new Date(at.getTime() + wait),
  };
}

/** Runs one step of a part; after a failure that a retry may mend, returns the part in `state`, due later. */
export async function orRetryLater(
  part: ImportPart,
  state: ImportPart['state'],
  at: Date,
  step: () => Promise<ImportPart>,
): Promise<ImportPart> {
  try {
    return await step();
  } catch (error) {
    const waitMs = waitMsOf(error);
    if (waitMs !== null)
      return { ...part, lastError: messageOf(error), nextTryAt: new Date(at.getTime() + waitMs) };
    if (error instanceof Throttled) return retryLater(part, state, error.message, at, error.waitMs);
    if (isRetryable(error)) return retryLater(part, state, messageOf(error), at);
    throw error;
  }
}

/** The failure that ends an import; null for an error that a retry of the job may mend. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof ImportFailed) return error.failure;
  if (error instanceof MalformedLine) return failureWith('malformed', error.message);
  if (error instanceof ShopGone) return failureWith('gone', error.message);
  if (error instanceof AccessDenied) return failureWith('accessDenied', error.message);
  if (error instanceof UserErrors || error instanceof BadQuery || error instanceof ForeignAddress)
    return failureWith('refused', error.message);
  return null;
}

/** The failure after the queue's last try; the error itself is in the log. */
export function lastFailureOf(error: unknown): Failure {
  if (isRetryable(error)) return failureWith('shopifyFailed', messageOf(error));
  return failureWith('unknown', error instanceof Error ? error.name : 'unknown');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
