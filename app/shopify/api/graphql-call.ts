import { setTimeout as sleepFor } from 'node:timers/promises';
import { GraphQLClient } from 'graphql-request';
import { Throttled, Unavailable } from '../protocol/errors';
import { failureOf, readResponse, type GraphResponse } from './graphql-response';
import { recordCost, observeCall } from './observed-call';
import type { Budget } from './budget.server';

/** How long a call waits and how often it is tried: a page's call briefly, a job's longer. */
export interface Patience {
  /** tries in total */
  attempts: number;
  /** milliseconds of one try */
  timeoutMs: number;
  /** milliseconds of all pauses between tries together */
  pauseMs: number;
  /** share of the shop's bucket that it leaves to more urgent calls */
  leaves: number;
}

export const JOB_PATIENCE: Patience = {
  attempts: 6,
  timeoutMs: 30_000,
  pauseMs: 60_000,
  leaves: 0.1,
};
/** For work that enqueues itself again instead of waiting, so that it does not hold a slot of other shops' jobs. */
export const YIELDING_PATIENCE: Patience = {
  attempts: 4,
  timeoutMs: 30_000,
  pauseMs: 1_500,
  leaves: 0.2,
};
export const PAGE_PATIENCE: Patience = { attempts: 2, timeoutMs: 4_000, pauseMs: 1_500, leaves: 0 };

interface Call {
  url: string;
  token: string;
  document: string;
  variables: object;
  patience: Patience;
  budget: Budget;
  /** the pause between two tries; tests replace it */
  sleep?: (milliseconds: number) => Promise<unknown>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;

/**
 * Sends one GraphQL call when the shop's bucket holds its points. Retries after 429 and THROTTLED (other
 * apps empty the bucket, too) once it has refilled, and after 5xx, time-outs and broken connections with
 * growing pauses.
 *
 * @throws Throttled, Unavailable when patience ends; ShopGone, BadQuery, TokenRefused at once
 */
export async function callGraphql({ sleep = sleepFor, ...asked }: Call): Promise<GraphResponse> {
  const { attempts, pauseMs } = asked.patience;
  let paused = 0;
  const pauseFor = async (pause: number, why: Error) => {
    if (paused + pause > pauseMs) throw why;
    paused += pause;
    await sleep(pause);
  };
  for (let attempt = 1; ;) {
    const wait = await asked.budget.take();
    if (wait > 0) {
      await pauseFor(wait, new Throttled('The bucket of the shop has to refill.', wait, true));
      continue;
    }
    try {
      return await observeCall(() => sendOnce(asked));
    } catch (error) {
      if (!(error instanceof Throttled || error instanceof Unavailable)) throw error;
      if (attempt >= attempts) throw error;
      await pauseFor(error instanceof Throttled ? spread(error.waitMs) : backoff(attempt), error);
      attempt++;
    }
  }
}

async function sendOnce({
  url,
  token,
  document,
  variables,
  patience,
  budget,
}: Omit<Call, 'sleep'>): Promise<GraphResponse> {
  const client = new GraphQLClient(url, {
    errorPolicy: 'all',
    // read at each call: a test's router may have replaced it
    fetch: globalThis.fetch,
    headers: { 'X-Shopify-Access-Token': token },
  });
  const response = await client
    .rawRequest<unknown, object>({
      query: document,
      variables,
      signal: AbortSignal.timeout(patience.timeoutMs),
    })
    .catch(async (error: unknown) => {
      await budget.settle(undefined);
      throw failureOf(error);
    });
  await budget.settle(response.extensions);
  recordCost(response.extensions);
  return readResponse(response);
}

/** Milliseconds with jitter over the upper half, so that calls that failed together do not retry together. */
function backoff(attempt: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  return pause / 2 + (Math.random() * pause) / 2;
}

/** Up to a tenth longer, so that calls that wait for the same bucket do not return together. */
function spread(pause: number): number {
  return pause * (1 + Math.random() / 10);
}
