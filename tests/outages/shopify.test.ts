import { expect, it } from 'vitest';
import type { Fault } from '../sandbox/control/faults';
import { faultStage } from './stage';

const on = await faultStage();
await on.installed();

/** No planned fault is left: each has happened. */
function allMet(): void {
  expect(on.shopify.faults.take('graphql', 'query')).toBeNull();
  expect(on.shopify.faults.take('bulk-result')).toBeNull();
}

it.each<[string, Fault, number]>([
  ['429', { kind: 'status', status: 429, retryAfterSeconds: 1 }, 4],
  ['THROTTLED', { kind: 'throttled' }, 3],
  ['500', { kind: 'status', status: 500 }, 6],
  ['a bad gateway', { kind: 'status', status: 502 }, 6],
  ['a connection that breaks', { kind: 'reset' }, 6],
  ['half an answer', { kind: 'cut-body', afterBytes: 50 }, 6],
  ['nothing', { kind: 'hang' }, 1],
])('re-reads changed orders after Shopify sends %s', async (_, fault, times) => {
  on.shopify.faults.next({ on: 'graphql', fault, times });
  on.happen(12);
  await on.agrees();
  allMet();
});

it('continues with a new token if its own expires in the middle', async () => {
  on.happen(15);
  on.shopify.clock.advance(2 * 3_600_000);
  on.happen(15);
  await on.agrees();
});

it('retries an id audit after a cancelled bulk operation and a cut result', async () => {
  on.shopify.bulk.failNext({ kind: 'cancel', afterObjects: 20 });
  const fault: Fault = { kind: 'cut-body', afterBytes: 500 };
  on.shopify.faults.next({ on: 'bulk-result', fault, times: 3 });
  on.shopify.webhooks.disturb({
    ...{ random: Math.random, lost: 1, doubled: 0, delayed: 0 },
    ...{ shuffledWithinMs: 0, delayedUpToMs: 0 },
  });
  // an order that is read and changes again in the same second is found only by a later update check
  on.shopify.clock.advance(1_000);
  on.happen(30);
  on.shopify.webhooks.disturb(null);
  const shopId = await on.beside.shopId(on.domain);
  // a second later: an audit leaves changes in the second of its beginning to the next one
  on.shopify.clock.advance(1_000);
  await on.beside.beginAudit(shopId, 'ids', on.shopify.clock.now());
  await on.agrees();
  allMet();
});
