import { beforeAll, describe, expect, it } from 'vitest';
import { openAudit } from '../../app/ingest/reconcile/open-audit.server';
import { enqueue } from '../../app/queue/enqueue.server';
import { stopJobs } from '../../app/queue/stop.server';
import { withShop } from '../../app/store/db.server';
import { NOW, stage } from '../support/shops/import-stage';
import type { World } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { searched } from './searched';
import { said } from './said';
import { eventually } from '../support/eventually';

const on = await stage();
await on.work();

const world = teaShop({ until: NOW, days: 90, customers: 150, daysBeforeShopify: 0 });
const { domain } = world.shop;

/** A customer with at least three orders; the first two are erased with the customer. */
const counts = new Map<number, number[]>();
for (const { id, customerId, test, cancelledAt } of world.orders())
  if (customerId !== null && !test && cancelledAt === null)
    counts.set(customerId, [...(counts.get(customerId) ?? []), id]);
const [who = 0, orders = []] = [...counts].find(([, own]) => own.length >= 3) ?? [];
const redacted = orders.slice(0, 2);
const kept = orders.slice(2);
const IDS = [who, ...redacted].map(String);

/** The shop without the customer: the numbers must equal those of a fresh import of it. */
const without: World = {
  ...world,
  shop: { ...world.shop, domain: 'without.myshopify.com', id: world.shop.id + 1 },
  customers: () => [...world.customers()].filter(({ id }) => id !== who),
  orders: () =>
    [...world.orders()]
      .filter(({ id }) => !redacted.includes(id))
      .map((order) => (order.customerId === who ? { ...order, customerId: null } : order)),
};

const numbers = async (of: string) => {
  const [row] = await on.db.query(
    `select numbers from snapshots where shop_id = $1 order by as_of desc limit 1`,
    [await on.shopId(of)],
  );
  return row?.numbers;
};
/** The orders have neither a customer nor a proof, nor how the customer came. */
const UNLINKED = {
  ...{ customer_id: null, confirmation_hash: null, visits_ready: null },
  ...{ first_visit: null, last_visit: null, source: null },
};
const idle = () => on.imported(domain, { history: false });
const owners = () =>
  on.db.query(
    `select ${Object.keys(UNLINKED).join(', ')} from orders where shop_id = (select id from shops where domain = $1) and id = any($2)`,
    [domain, kept],
  );

beforeAll(async () => {
  await on.install(world);
  await idle();
  const shop = await on.shopId(domain);
  await on.db.query(`update orders set confirmation_hash = '\\x01' where shop_id = $1`, [shop]);
  await on.db.query(
    `update orders set visits_ready = true, source = 'direct', first_visit = '{"source": "direct"}',
       last_visit = '{"source": "direct"}' where shop_id = $1 and customer_id = $2`,
    [shop, who],
  );
  await on.db.query(
    `insert into filtered_snapshots (shop_id, as_of, filter_key, filter, seen_at, numbers)
     values ($1, '2026-10-16', 'mine', '{}', $2, '\\x00')`,
    [shop, NOW],
  );
  await on.db.query(
    `insert into preview_requests (shop_id, draft_key, draft, counted_by, settings_version, facts_version, requested_at, result)
     select id, 'key', '{}', 'release', settings_version, facts_version, now(), '{}' from shops`,
  );
  await said(on.db, shop, [
    { customer: who, score: 9, comment: 'mine' },
    { ordered: redacted[0], score: 3, comment: 'mine too' },
    { ordered: kept[0], score: 4, comment: 'mine, of an order that stays' },
    { customer: 1, ordered: 2, score: 5, comment: 'of another' },
  ]);
  await on.db.query(
    `insert into referrals (shop_id, referred_customer_id, referrer_customer_id, referred_at)
     values ($1, $2, 1, now()), ($1, 3, $2, now()), ($1, 4, 5, now())`,
    [shop, who],
  );
});

describe('a customer whom Shopify asks to erase', () => {
  it('is in no table any more, nor are the orders that the request names', async () => {
    expect(await searched(on.db, IDS)).not.toEqual([]);
    on.shopify.privacy(domain).redactCustomer(who, redacted);
    await on.shopify.webhooks.settled();
    await idle();
    expect(await searched(on.db, IDS)).toEqual([]);
  });

  it('leaves other orders without a customer, and the rows of other customers', async () => {
    expect(await owners()).toEqual(kept.map(() => UNLINKED));
    const answers = await on.db.query('select comment from survey_answers');
    expect(answers).toEqual([{ comment: 'of another' }]);
    expect(await on.db.query('select comment from survey_answer_changes')).toEqual(answers);
    const left = 'select order_id from survey_views union all select order_id from survey_refusals';
    expect(await on.db.query(left)).toEqual([{ order_id: '2' }, { order_id: '2' }]);
    expect(await on.db.query('select 1 from referrals')).toHaveLength(1);
    // numbers of a few customers tell about each
    expect(await on.db.query('select 1 from filtered_snapshots')).toEqual([]);
    expect(await on.db.query('select 1 from preview_requests')).toEqual([]);
  });

  it('is in no number any more', async () => {
    await on.install(without);
    await on.imported('without.myshopify.com', { history: false });
    await on.db.query('delete from survey_answers; delete from referrals');
    expect(await numbers(domain)).toEqual(await numbers('without.myshopify.com'));
  });

  it('does not return with a whole import', async () => {
    await on.importAgain(domain);
    await idle();
    expect(await searched(on.db, IDS)).toEqual([]);
    expect(await owners()).toEqual(kept.map(() => UNLINKED));
  });

  it('does not return with later webhooks of Shopify', async () => {
    const { webhooks } = on.shopify;
    for (const id of redacted) {
      webhooks.send(domain, 'orders/updated', { id });
      webhooks.send(domain, 'refunds/create', { order_id: id });
    }
    webhooks.send(domain, 'customers/update', { id: who });
    // an order that stays is still updated, without a customer
    webhooks.send(domain, 'orders/updated', { id: kept[0] });
    await webhooks.settled();
    await idle();
    expect(await searched(on.db, IDS)).toEqual([]);
    expect(await owners()).toEqual(kept.map(() => UNLINKED));
  });

  it('returns neither with an update check nor with an id audit', async () => {
    const shop = await on.shopId(domain);
    // changed at Shopify since, without a webhook
    const later = { updatedAt: new Date(NOW.getTime() - 60_000).toISOString() };
    const record = world.customers().find(({ id }) => id === who);
    if (record === undefined) throw new Error('the customer is missing');
    on.shopify.customers(domain).put({ ...record, ...later });
    for (const order of world.orders().filter(({ customerId }) => customerId === who))
      on.shopify.orders(domain).put({ ...order, ...later });
    for (const span of ['hour', 'night'] as const) {
      await enqueue(null, 'reconcile.changed', { shopId: shop, span });
      await idle();
    }
    await withShop(shop, (tx) => openAudit(tx, shop, 'ids', { why: 'asked' }));
    await idle();
    const [audit] = await on.db.query('select state from audits where shop_id = $1', [shop]);
    expect(audit).toEqual({ state: 'done' });
    expect(await searched(on.db, IDS)).toEqual([]);
    expect(await owners()).toEqual(kept.map(() => UNLINKED));
  });

  it('is shown as done on the page, once, without any id', async () => {
    on.shopify.privacy(domain).redactCustomer(who, redacted);
    await on.shopify.webhooks.settled();
    await idle();
    expect(await searched(on.db, IDS)).toEqual([]);
    const requests = await on.db.query(
      'select kind, state, customer_id, order_ids from privacy_requests',
    );
    expect(requests).toEqual(
      [1, 2].map(() => ({
        kind: 'customerRedact',
        state: 'done',
        customer_id: null,
        order_ids: [],
      })),
    );
  });

  it('is not stored again by a late data request', async () => {
    on.shopify.privacy(domain).requestData(who);
    await on.shopify.webhooks.settled();
    await idle();
    expect(await searched(on.db, [String(who), ...redacted.map(String)])).toEqual([]);
  });
});

describe('a customer erased during an import', () => {
  it('is not merged, although the file of the import is older', async () => {
    const [another = 0, own = []] =
      [...counts].find(([id, ids]) => id !== who && ids.length >= 2) ?? [];
    const ids = [another, ...own].map(String);
    // the other shop's world has the same ids
    on.shopify.uninstall('without.myshopify.com');
    on.shopify.privacy('without.myshopify.com').redactShop();
    await on.until(async () => (await on.db.query('select 1 from shops')).length === 1);
    await on.stallOrders(domain);
    expect((await searched(on.db, ids)).join()).toContain('staging.customers');
    on.shopify.privacy(domain).redactCustomer(another, own);
    await on.shopify.webhooks.settled();
    // without moving the clock: Shopify stalls, and so does the import
    await eventually(async () => {
      const waiting = await on.db.query(`select 1 from privacy_requests where state = 'waiting'`);
      expect(waiting).toEqual([]);
    });
    expect(await searched(on.db, ids)).toEqual([]);
    expect(await on.state(domain)).toMatchObject({ state: 'running' });
    await idle();
    expect(await searched(on.db, ids)).toEqual([]);
  });
});

describe('a customer of a shop that has uninstalled the app', () => {
  it('is erased too, also if the webhook of the uninstallation overtakes the job', async () => {
    const [last = 0, own = []] = [...counts].toReversed().find(([id]) => id !== who) ?? [];
    const ids = [last, ...own].map(String);
    expect(await searched(on.db, ids)).not.toEqual([]);
    on.shopify.uninstall(domain);
    await on.shopify.webhooks.settled();
    await idle();
    expect(await on.db.query('select 1 from sessions')).toEqual([]);
    on.shopify.privacy(domain).redactCustomer(last, own);
    await on.shopify.webhooks.settled();
    const shop = await on.shopId(domain);
    await withShop(shop, (tx) => stopJobs(tx, shop));
    await idle();
    expect(await searched(on.db, ids)).toEqual([]);
  });
});
