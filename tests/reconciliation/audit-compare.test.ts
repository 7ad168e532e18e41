import { beforeEach, expect, it } from 'vitest';
import { dropErased } from '../../app/ingest/facts/erased.server';
import { SetApart } from '../../app/ingest/merge/set-apart.server';
import { requestDifferences } from '../../app/ingest/reconcile/audit-compare.server';
import { sql, withShop, type ShopId } from '../../app/store/db.server';
import { erasedIds, rememberErased } from '../../app/store/secrets/erased-ids.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { addOrder } from '../support/shops/survey-shop';

const db = await database();

let shop: ShopId;
beforeEach(async () => {
  await db.query(
    'truncate shops, orders, customers, orders_set_apart, reread_requests, deliveries, erased_ids, erasure_keys',
  );
  shop = await addShop(db);
});

const START = new Date('2026-10-15T03:00:00Z');
const at = (seconds: number) => new Date(START.getTime() + seconds * 1_000).toISOString();
const DAY = 86_400;
/** A time of the last change before the audit, a newer one, and the start of the audit, which is the border. */
const [OLD, NEW, STARTED] = [at(-200), at(-100), at(0)];

type Side = [updated: string | null, customer?: number | null, processed?: string];
interface Case {
  ours?: Side;
  apart?: Side;
  theirs?: Side;
  /** whether a re-read is requested, where Shopify shows all orders and where it shows 59 days */
  requested: [all: boolean, limited: boolean];
}
const YES: [boolean, boolean] = [true, true];
const NO: [boolean, boolean] = [false, false];
const WHERE_ALL: [boolean, boolean] = [true, false];
/** Erased below: order 90 and customer 9. */
const ORDERS: Record<number, Case> = {
  1: { ours: [OLD, 5], theirs: [OLD, 5], requested: NO },
  2: { ours: [OLD, 5], theirs: [NEW, 5], requested: YES },
  3: { ours: [NEW, 5], theirs: [OLD, 5], requested: NO },
  4: { ours: [OLD, 5], theirs: [OLD, 6], requested: YES },
  5: { ours: [NEW, 5], theirs: [OLD, 6], requested: NO },
  6: { ours: [OLD, null], theirs: [OLD, null], requested: NO },
  7: { ours: [OLD, 5], theirs: [OLD, null], requested: YES },
  8: { theirs: [OLD, 5], requested: YES },
  9: { ours: [OLD, 5], requested: YES },
  10: { ours: [STARTED, 5], requested: NO },
  11: { ours: [OLD, 5, at(-59 * DAY)], requested: WHERE_ALL },
  12: { ours: [OLD, 5, at(-59 * DAY + 1)], requested: YES },
  13: { apart: [OLD], theirs: [OLD, 5], requested: NO },
  14: { apart: [OLD], theirs: [NEW, 5], requested: YES },
  15: { apart: [null], requested: WHERE_ALL },
  16: { apart: [null], theirs: [OLD, 5], requested: NO },
  17: { ours: [OLD, null], theirs: [OLD, 9], requested: NO },
  18: { ours: [OLD, null], theirs: [NEW, 9], requested: YES },
  19: { theirs: [OLD, 9], requested: YES },
  90: { theirs: [OLD, 5], requested: NO },
};
const CUSTOMERS: Record<number, Case> = {
  1: { ours: [OLD], theirs: [OLD], requested: NO },
  2: { ours: [OLD], theirs: [NEW], requested: YES },
  3: { ours: [NEW], theirs: [OLD], requested: NO },
  4: { theirs: [OLD], requested: YES },
  5: { ours: [OLD], requested: YES },
  6: { ours: [STARTED], requested: NO },
  9: { theirs: [OLD], requested: NO },
};

const order = async (id: number, [updated, customer = null, processed = OLD]: Side) => {
  await addOrder(db, shop, id, customer, null);
  await db.query('update orders set updated_at = $2, processed_at = $3 where id = $1', [
    ...[id, updated, processed],
  ]);
};
const setApart = (id: number, updated: string | null, name: string | null = null) =>
  db.query(
    `insert into orders_set_apart (shop_id, order_id, name, field, updated_at, seen_at)
     values ($1, $2, $3, 'before', $4, now())`,
    [shop, id, name, updated],
  );
const theirs = (cases: Record<number, Case>) =>
  JSON.stringify(
    Object.entries(cases).flatMap(([id, { theirs: side }]) =>
      side ? [{ id, updated_at: side[0], customer_id: side[1] ?? null }] : [],
    ),
  );

it.each([
  ['all orders', true, null, 0],
  ['sixty days of them', false, null, 1],
  ['as we know, sixty days of them', true, '2026-08-16', 1],
] as const)(
  'an audit where Shopify shows %s requests a re-read of each difference, and of nothing else',
  async (_, showsAll, historyStartsOn, column) => {
    await db.query('update shops set history_starts_on = $1', [historyStartsOn]);
    for (const [id, { ours, apart }] of Object.entries(ORDERS)) {
      if (ours) await order(Number(id), ours);
      if (apart) await setApart(Number(id), apart[0]);
    }
    for (const [id, { ours }] of Object.entries(CUSTOMERS))
      if (ours)
        await db.query(
          `insert into customers (shop_id, id, updated_at, number_of_orders, data_sale_opt_out)
           values ($1, $2, $3, 1, false)`,
          [shop, id, ours[0]],
        );
    const audit = { id: 1, state: 'running', startedAt: START, ordersApart: null } as const;
    const found = await withShop(shop, async (tx) => {
      await rememberErased(tx, shop, { customers: ['9'], orders: ['90'] });
      await tx.query(sql`
        create temp table audited_orders on commit drop as
        select * from jsonb_to_recordset(${theirs(ORDERS)}::jsonb) as one(id bigint, updated_at timestamptz, customer_id bigint)`);
      await tx.query(sql`
        create temp table audited_customers on commit drop as
        select * from jsonb_to_recordset(${theirs(CUSTOMERS)}::jsonb) as one(id bigint, updated_at timestamptz)`);
      return await requestDifferences(tx, shop, audit, showsAll);
    });
    const expected = (cases: Record<number, Case>) =>
      Object.entries(cases).flatMap(([id, { requested }]) => (requested[column] ? [id] : []));
    const requested = async (kind: string) =>
      (
        await db.query('select id::text from reread_requests own where kind = $1 order by own.id', [
          kind,
        ])
      ).map(({ id }) => id);
    expect(await requested('order')).toEqual(expected(ORDERS));
    expect(await requested('customer')).toEqual(expected(CUSTOMERS));
    expect(found).toBe(expected(ORDERS).length + expected(CUSTOMERS).length);
  },
);

it('erased ids are deleted from the requests for a re-read and from their deliveries, and nothing else is', async () => {
  await db.query(
    `insert into reread_requests (shop_id, kind, id, requested_at)
     select $1, kind, id, now() from (values ('order', 1), ('order', 2), ('customer', 1)) known(kind, id)`,
    [shop],
  );
  await db.query(
    `insert into deliveries (shop_id, webhook_id, event_id, topic, triggered_at, received_at, subject_ids)
     select $1, id::text, id::text, 'ORDERS_UPDATED', now(), now(), array[id] from generate_series(1, 2) id`,
    [shop],
  );
  const notices = ['1', '2'].map((id) => ({ id }));
  const remaining = await withShop(shop, async (tx) => {
    await rememberErased(tx, shop, { customers: ['2'], orders: ['1'] });
    return await dropErased(tx, shop, 'order', notices);
  });
  expect(remaining).toEqual([{ id: '2' }]);
  expect(await db.query('select kind, id::int from reread_requests order by 1')).toEqual([
    { kind: 'customer', id: 1 },
    { kind: 'order', id: 2 },
  ]);
  expect(await db.query('select subject_ids::text as ids from deliveries order by 1')).toEqual([
    { ids: '{2}' },
    { ids: '{}' },
  ]);
});

it('an order that is set apart is deleted from the facts unless a newer state is known there', async () => {
  for (const [id, updated] of [
    ...[[1, OLD] as const, [2, NEW] as const, [3, NEW] as const, [4, OLD] as const],
    ...[[5, OLD] as const, [6, OLD] as const, [99, OLD] as const],
  ])
    await order(id, [updated]);
  // 5 and 6 are within bounds now, and the merge is about 5 alone
  for (const id of [5, 6]) await setApart(id, OLD);
  await setApart(7, NEW, '#7');
  await setApart(8, OLD, '#8');
  await setApart(9, OLD, '#9');
  const apart = new SetApart();
  const take = (id: string, updatedAt: string | null) =>
    apart.addId(id, { field: 'now', name: updatedAt && `#${id}`, updatedAt });
  take('1', OLD);
  take('2', OLD);
  take('3', null);
  take('4', OLD);
  take('7', OLD);
  take('8', NEW);
  take('9', null);
  take('90', NEW);
  await withShop(shop, async (tx) => {
    await rememberErased(tx, shop, { customers: [], orders: ['90'] });
    const erased = await erasedIds(tx, shop);
    const among = sql`and apart.order_id = any(array[1, 2, 3, 4, 5, 7, 8, 9, 90]::bigint[])`;
    expect(await apart.settle(tx, shop, 'UTC', erased, among)).toBe(true);
  });
  expect(await db.query('select id::int from orders order by 1')).toEqual(
    [2, 5, 6, 99].map((id) => ({ id })),
  );
  expect(
    await db.query('select order_id::int as id, name, field from orders_set_apart order by 1'),
  ).toEqual([
    { id: 1, name: '#1', field: 'now' },
    // only a line of 3 was read: its name is that of the facts
    { id: 3, name: '#1', field: 'now' },
    { id: 4, name: '#4', field: 'now' },
    { id: 6, name: null, field: 'before' },
    { id: 7, name: '#7', field: 'before' },
    { id: 8, name: '#8', field: 'now' },
    { id: 9, name: '#9', field: 'now' },
  ]);
});
