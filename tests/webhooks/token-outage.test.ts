import { describe, expect, it } from 'vitest';
import { NOW, stage } from '../support/shops/import-stage';
import type { Fault } from '../sandbox/control/faults';
import { youngShop } from '../sandbox/worlds/young';

const on = await stage();
// load the modules that call Shopify once their calls lead to the local one
const { enqueue } = await import('../../app/queue/enqueue.server');
const { openAudit } = await import('../../app/ingest/reconcile/open-audit.server');
const { requestOrderRereads } = await import('../../app/ingest/receive/reread-requests.server');
const { enqueueHourlyWork } = await import('../../app/worker/schedule/hourly.server');
const { withShop } = await import('../../app/store/db.server');
const young = youngShop({ until: NOW });

const error = (code: string): Fault => ({
  ...{ kind: 'answer', status: 400, type: 'application/json' },
  body: JSON.stringify({ error: code }),
});
let asked = 0;
const routed = globalThis.fetch;
globalThis.fetch = (input, init) => {
  if (String(input instanceof Request ? input.url : input).includes('oauth/access_token')) asked++;
  return routed(input, init);
};

async function shopWhoseImportWaits(name: string, id: number): Promise<string> {
  const domain = `${name}.myshopify.com`;
  // no part of it can begin: the remaining work needs a token
  const busy = { kind: 'throttled' } as const;
  on.shopify.faults.next({
    ...{ on: 'graphql', containing: 'bulkOperationRunQuery', fault: busy, times: 1_000_000 },
  });
  await on.install({ ...young, shop: { ...young.shop, domain, id } });
  const begun = `select 1 from imports where state = 'running'
    and shop_id = (select id from shops where domain = $1)`;
  await on.until(async () => (await on.db.query(begun, [domain])).length > 0);
  return domain;
}

const importsOf = (shop: number) =>
  on.db.query('select state, failure from imports where shop_id = $1 order by id', [shop]);
const givenUp = () => on.db.query('select job, error from failing_jobs');

describe('while the token address does not know the app', () => {
  it('no job fails, ends or is given up, and all continue when the address works again', async () => {
    const worker = await on.work();
    const domain = await shopWhoseImportWaits('waits', 1);
    const shop = await on.shopId(domain);
    // an hour later every token has expired
    on.shopify.faults.next({ on: 'token', fault: error('invalid_client'), times: 1_000_000 });
    on.shopify.clock.advance(2 * 3_600_000);
    await on.db.query(`update sessions set expires = now() - interval '1 hour'`);
    on.shopify.faults.clear('graphql');
    await withShop(shop, async (tx) => {
      await openAudit(tx, shop, 'costs', { why: 'due' });
      await requestOrderRereads(tx, shop, [String(young.orders()[0]?.id)]);
      await enqueue(tx, 'survey.tellBlock', { shopId: shop });
      await enqueue(tx, 'reconcile.changed', { shopId: shop, span: 'hour' });
    });
    asked = 0;
    // more attempts than any job has
    await on.until(() => Promise.resolve(asked > 80));
    expect(await givenUp()).toEqual([]);
    expect(await importsOf(shop)).toEqual([{ state: 'running', failure: null }]);
    const audits = await on.db.query('select state from audits where shop_id = $1', [shop]);
    expect(audits).toEqual([{ state: 'running' }]);
    // a job that is enqueued again while it runs loses its key and its attempts: the new one runs instead
    const tired = `select task.identifier, attempts from graphile_worker._private_jobs job
      join graphile_worker._private_tasks task on task.id = job.task_id where attempts > 1 and key is not null`;
    expect(await on.db.query(tired)).toEqual([]);
    on.shopify.faults.clear();
    await on.imported(domain, { history: false });
    await worker.stop();
    expect(await givenUp()).toEqual([]);
  });
});

describe('a shop whose token was refused by mistake', () => {
  it('has its import and its jobs again within an hour after Shopify accepts the token', async () => {
    const worker = await on.work();
    const domain = await shopWhoseImportWaits('mistaken', 2);
    const shop = await on.shopId(domain);
    on.shopify.faults.next({ on: 'token', fault: error('invalid_grant'), times: 1_000_000 });
    on.shopify.clock.advance(2 * 3_600_000);
    await on.db.query(`update sessions set expires = now() - interval '1 hour'`);
    on.shopify.faults.clear('graphql');
    await enqueue(null, 'survey.tellBlock', { shopId: shop });
    await on.failed(domain);
    await on.until(async () => (await givenUp()).length > 0);
    expect(await importsOf(shop)).toEqual([{ state: 'failed', failure: 'gone' }]);
    // still refused: nothing starts
    await enqueueHourlyWork();
    expect(await importsOf(shop)).toHaveLength(1);

    on.shopify.faults.clear();
    const { offlineToken } = await import('../../app/shopify/tokens/offline-token.server');
    await offlineToken(domain);
    await enqueueHourlyWork();
    await on.imported(domain, { history: false });
    await worker.stop();
    expect(await importsOf(shop)).toMatchObject([{ state: 'failed' }, { state: 'done' }]);
    expect(await givenUp()).toEqual([]);
  });
});
