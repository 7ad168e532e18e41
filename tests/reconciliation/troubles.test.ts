import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readFollowing } from '../../app/shop/state/following.server';
import { retryFailingJobs } from '../../app/shop/state/failing-jobs.server';
import { shopIdSchema, withShop, type ShopId } from '../../app/store/db.server';
import { enqueue } from '../../app/queue/enqueue.server';
import { stage } from '../support/shops/import-stage';
import { youngShop } from '../sandbox/worlds/young';
import { NOW } from '../support/shops/import-stage';
import { emptyQueue, queued } from '../support/queued';

const on = await stage();
// load the modules that call Shopify after their calls are routed
const { openAudit } = await import('../../app/ingest/reconcile/open-audit.server');
const { enqueueHourlyWork } = await import('../../app/worker/schedule/hourly.server');
const world = youngShop({ until: NOW });
const { domain } = world.shop;
let shop: ShopId;

beforeAll(async () => {
  const worker = await on.work();
  await on.install(world);
  await on.imported(domain, { history: false });
  await worker.stop();
  shop = shopIdSchema.parse(await on.shopId(domain));
});
beforeEach(async () => {
  await emptyQueue(on.db);
  await on.db.query('delete from failing_jobs');
});

const troubles = async () => (await readFollowing(shop)).troubles;

/** Runs the queued jobs until they have succeeded, or failed for good. */
async function workedOff(): Promise<void> {
  const worker = await on.work();
  await on.until(async () => {
    const left = await on.db.query(
      'select 1 from graphile_worker.jobs where locked_at is not null or attempts < max_attempts',
    );
    return left.length === 0;
  });
  await worker.stop();
}

/** Makes the database refuse snapshots. @returns a function that lets it accept them */
async function breakSnapshots(): Promise<() => Promise<void>> {
  await on.db.query(
    `alter table snapshots add constraint broken check (computed_at < '2000-01-01') not valid`,
  );
  return async () => void (await on.db.query('alter table snapshots drop constraint broken'));
}

describe('a job that fails', () => {
  it('repeatedly is shown with its name, reason and time, and the merchant can retry it', async () => {
    const mend = await breakSnapshots();
    await enqueue(null, 'snapshot.refresh', { shopId: shop });
    await workedOff();
    const before = await readFollowing(shop);
    expect(before.troubles).toEqual([
      { work: 'numbers', why: 'unknown', since: expect.any(String), retrying: false },
    ]);
    const [row] = await on.db.query('select * from failing_jobs');
    expect(row).toMatchObject({ ended: true, terminal: false, payload: { shopId: shop } });

    await retryFailingJobs(shop);
    expect(await troubles()).toMatchObject([{ work: 'numbers', retrying: true }]);
    expect((await queued(on.db)).map(({ name }) => name)).toEqual(['snapshot.refresh']);
    // it still fails: the merchant sees it, with the time of the first failure
    await workedOff();
    expect(await troubles()).toMatchObject([{ since: before.troubles[0]?.since, retrying: false }]);

    await mend();
    await retryFailingJobs(shop);
    await workedOff();
    const after = await readFollowing(shop);
    expect(after.troubles).toEqual([]);
    expect(after.version).not.toBe(before.version);
  });

  it('is shown also if new changes enqueue it before it has given up', async () => {
    const mend = await breakSnapshots();
    const worker = await on.work();
    await on.until(async () => {
      await enqueue(null, 'snapshot.refresh', { shopId: shop });
      return (await troubles()).length > 0;
    });
    await worker.stop();
    await mend();
    await emptyQueue(on.db);
  });

  it('for a passing reason is retried an hour later', async () => {
    const row = (job: string, terminal: boolean) =>
      on.db.query(
        `insert into failing_jobs (shop_id, job, key, payload, since, error, ended, terminal)
         values ($1::int, $2, $1::int::text, json_build_object('shopId', $1::int, 'kind', 'ids'), now(), 'Unavailable', true, $3)`,
        [shop, job, terminal],
      );
    await row('snapshot.refresh', false);
    await row('audit.step', true);
    await enqueueHourlyWork();
    const asked = (await queued(on.db)).map(({ name }) => name);
    expect(asked).toContain('snapshot.refresh');
    expect(asked).not.toContain('audit.step');
  });

  it('and no longer exists is not shown, and blocks no other job', async () => {
    await on.db.query(
      `insert into failing_jobs (shop_id, job, key, payload, since, error, ended, terminal)
       values ($1, 'orders.count', '', '{}', now(), 'Unavailable', true, false),
         ($1, 'snapshot.day', '', '{}', now(), 'Unavailable', true, false)`,
      [shop],
    );
    await enqueueHourlyWork();
    expect((await queued(on.db)).map(({ name }) => name)).toContain('reconcile.changed');
    expect(await on.db.query('select job from failing_jobs')).toEqual([]);
  });

  it('because an audit failed is shown, and a retry begins a new audit', async () => {
    const audits = () =>
      on.db.query(`select state from audits where kind = 'costs' and shop_id = $1 order by id`, [
        shop,
      ]);
    await withShop(shop, (tx) => openAudit(tx, shop, 'costs', { why: 'due' }));
    on.shopify.bulk.failNext({ kind: 'corrupt', line: 1 });
    await workedOff();
    expect(await audits()).toEqual([{ state: 'failed' }]);
    expect(await troubles()).toMatchObject([{ work: 'costs', retrying: false }]);
    // a step without a request of a person or the hourly job, as after Shopify's webhook, does nothing
    await enqueue(null, 'audit.step', { shopId: shop, kind: 'costs' });
    await workedOff();
    expect(await audits()).toHaveLength(1);
    expect(await troubles()).toMatchObject([{ work: 'costs', retrying: false }]);
    await retryFailingJobs(shop);
    await workedOff();
    expect(await audits()).toEqual([{ state: 'failed' }, { state: 'done' }]);
    expect(await troubles()).toEqual([]);
  });

  it('on a refusal of Shopify is shown with the remedy for the merchant', async () => {
    on.shopify.install(domain, { scopes: ['read_orders', 'read_all_orders', 'read_products'] });
    await on.expireSessions();
    await on.open(domain);
    await emptyQueue(on.db);
    await enqueue(null, 'reconcile.changed', { shopId: shop, span: 'hour' });
    await workedOff();
    expect(await troubles()).toMatchObject([{ work: 'orders', why: 'denied' }]);
  });

  it('is not shown in a shop where it has not failed', async () => {
    await on.db.query(
      `insert into failing_jobs (shop_id, job, key, payload, since, error, ended, terminal)
       values ($1, 'snapshot.refresh', '', '{}', now(), 'Unavailable', true, false)`,
      [shop + 1],
    );
    expect(await troubles()).toEqual([]);
  });
});
