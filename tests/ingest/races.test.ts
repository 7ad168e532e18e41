import { expect, it } from 'vitest';
import { deleteOrders, markChanges } from '../../app/ingest/merge/mark-changes.server';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { sql, withShop, type Tx } from '../../app/store/db.server';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { NOW, stage } from '../support/shops/import-stage';
import { awaited } from '../support/awaited';

const on = await stage();
await on.work();

const tea = teaShop({ until: NOW, days: 70, customers: 150, daysBeforeShopify: 0 });
const named = (domain: string, id: number) => ({ ...tea, shop: { ...tea.shop, domain, id } });

/** Waits until a statement waits for a lock on the table. */
const isAwaited = (table: string) =>
  on.until(async () => {
    return (await on.db.query(awaited(table))).length > 0;
  });

it('a merge that waits for a lock while its orders prove malformed leaves no rows', async () => {
  for (const fault of [
    { kind: 'stall', afterObjects: Infinity } as const,
    { kind: 'stall', afterObjects: Infinity } as const,
    { kind: 'corrupt', line: 3 } as const,
  ])
    on.shopify.bulk.failNext(fault);
  const holder = await on.db.pool.connect();
  await holder.query('begin; lock table products in share mode');
  await on.install(named('malformed.myshopify.com', 98));
  await isAwaited('products');
  await holder.query('rollback');
  holder.release();
  await on.failed('malformed.myshopify.com');
  const shop = await on.shopId('malformed.myshopify.com');
  for (const table of ['products', 'variant_costs', 'customers', 'orders', 'order_lines'])
    expect(await on.db.query(`select 1 from ${table} where shop_id = ${shop}`)).toEqual([]);
});

it('a merge that commits during the build of a book is in the next numbers', async () => {
  await on.install(named('race.myshopify.com', 99));
  await on.imported('race.myshopify.com');
  const shop = await on.shopId('race.myshopify.com');
  await on.db.query('delete from books where shop_id = $1', [shop]);
  const [holder, merger] = [await on.db.pool.connect(), await on.db.pool.connect()];
  await holder.query('begin; lock table purchases in share mode');
  const racing = takeSnapshot(shop, null, NOW);
  await isAwaited('purchases');
  await merger.query('begin; lock table orders in access exclusive mode');
  await holder.query('rollback');
  holder.release();
  await isAwaited('orders');
  await merger.query(
    `update orders set current_subtotal_shop_amount = current_subtotal_shop_amount + 1000
     where shop_id = ${shop} and cancelled_at is null`,
  );
  const tx: Tx = {
    connection: merger,
    query: async (statement) => await merger.query(statement.text, statement.values),
  };
  await markChanges(tx, shop, 'Asia/Tokyo');
  await merger.query('commit');
  merger.release();
  await racing;
  const after = await takeSnapshot(shop, null, NOW);
  await on.db.query('delete from books where shop_id = $1', [shop]);
  expect(after.revenue).toBe((await takeSnapshot(shop, null, NOW)).revenue);
});

it('a deletion during a count leaves that day’s numbers stale, if the order is of before the day', async () => {
  await on.install(named('late.myshopify.com', 100));
  await on.imported('late.myshopify.com', { history: false });
  const shop = await on.shopId('late.myshopify.com');
  const [order] = await on.db.query(
    `select id::text, processed_at from orders where shop_id = $1 order by processed_at offset 5 limit 1`,
    [shop],
  );
  const dayOf = (days: number) =>
    new Date(Number(order?.processed_at) + days * 86_400_000).toISOString().slice(0, 10);
  const [before, known, never] = [dayOf(-1), dayOf(20), dayOf(30)];
  await takeSnapshot(shop, known, NOW);
  const stale = async () =>
    await on.db.query(
      'select as_of::text as day, stale from snapshots where shop_id = $1 and as_of = any($2) order by 1',
      [shop, [before, known, never]],
    );
  const whileCounting = async (day: string, work: () => Promise<unknown>) => {
    const holder = await on.db.pool.connect();
    await holder.query('begin; lock table advertising_spend in access exclusive mode');
    const counting = takeSnapshot(shop, day, NOW);
    await isAwaited('advertising_spend');
    await work();
    await holder.query('rollback');
    holder.release();
    await counting;
  };
  const forget = (which: ReturnType<typeof sql>) => () =>
    withShop(shop, (tx) => deleteOrders(tx, shop, 'Asia/Tokyo', which));
  await whileCounting(known, forget(sql`and id = ${String(order?.id)}::bigint`));
  const late = sql`and id = (select id from orders where shop_id = ${shop} order by processed_at offset 5 limit 1)`;
  await whileCounting(never, forget(late));
  expect(await stale()).toEqual([
    { day: known, stale: true },
    { day: never, stale: true },
  ]);
  await whileCounting(
    before,
    forget(sql`and id = (select max(id) from orders where shop_id = ${shop})`),
  );
  await takeSnapshot(shop, known, NOW);
  expect(await stale()).toEqual([
    { day: before, stale: false },
    { day: known, stale: false },
    { day: never, stale: true },
  ]);
});
