import type { z } from 'zod';
import { admin } from '../api/admin.server';
import { BULK_CANCEL, bulkCancelResponse } from '../documents/bulk-cancel';
import { BULK_RUN, bulkRunResponse } from '../documents/bulk-run';
import { BULK_STATUS, bulkStatusResponse } from '../documents/bulk-status';
import type { Document } from '../documents/document';
import { Throttled, Unavailable, UserErrors, type UserError } from '../protocol/errors';

export { openBulkResult } from './bulk-result.server';

export type BulkOperation = NonNullable<z.output<typeof bulkStatusResponse>['bulkOperation']>;

/** Milliseconds until a slot may be free: five operations run at once per shop, each for minutes. */
const FULL_WAIT_MS = 30_000;

/**
 * Starts a bulk operation.
 * @returns its id, `gid://shopify/BulkOperation/…`
 * @throws UserErrors when Shopify refuses the query; Throttled when the shop's five slots are in use
 */
export async function startBulkQuery(domain: string, query: Document<object>): Promise<string> {
  const { bulkOperationRunQuery } = await admin(domain).query(
    BULK_RUN,
    { query: query.text },
    bulkRunResponse,
  );
  refuse(bulkOperationRunQuery?.userErrors ?? []);
  const id = bulkOperationRunQuery?.bulkOperation?.id;
  if (id === undefined)
    throw new Unavailable('Shopify started no bulk operation and said no reason.');
  return id;
}

/** Reads a bulk operation's state; null for an id that Shopify does not know. */
export async function readBulkOperation(domain: string, id: string): Promise<BulkOperation | null> {
  return (await admin(domain).query(BULK_STATUS, { id }, bulkStatusResponse)).bulkOperation;
}

/** Asks Shopify to cancel a bulk operation; one that has ended stays as it is. */
export async function cancelBulkOperation(domain: string, id: string): Promise<void> {
  await admin(domain).query(BULK_CANCEL, { id }, bulkCancelResponse);
}

function refuse(errors: readonly UserError[]): void {
  if (errors.length === 0) return;
  const busy = errors.some(
    ({ code }) => code === 'LIMIT_REACHED' || code === 'OPERATION_IN_PROGRESS',
  );
  if (busy) throw new Throttled('The shop runs as many bulk operations as it may.', FULL_WAIT_MS);
  throw new UserErrors(errors);
}
