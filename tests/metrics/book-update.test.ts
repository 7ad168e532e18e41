import { beforeAll, describe, expect, it } from 'vitest';
import type { ShopId } from '../../app/store/db.server';
import { NOW, stage } from '../support/shops/import-stage';
import { largeShop } from '../sandbox/worlds/large';
import { youngShop } from '../sandbox/worlds/young';
import { compareReports } from '../support/numbers/compare';
import { giveAnswers } from './some-answers';

const on = await stage();
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');

const DAY_MS = 86_400_000;

let young: ShopId;
let large: ShopId;
beforeAll(async () => {
  const worker = await on.work();
  const shops: ShopId[] = [];
  for (const world of [youngShop({ until: NOW }), largeShop({ orders: 2_000, until: NOW })]) {
    await on.install(world);
    await on.imported(world.shop.domain, { history: false });
    const shop = await on.shopId(world.shop.domain);
    await giveAnswers(on.db, shop);
    await on.db.query(
      `insert into own_unit_costs select $1, min(product_id), 0, '-infinity', 5 from order_lines where shop_id = $1`,
      [shop],
    );
    shops.push(shop);
  }
  await worker.stop();
  [young, large] = shops as [ShopId, ShopId];
});

describe('an updated book', () => {
  /** Rows as text; products of a purchase are a set. */
  const ROWS = {
    purchases: `(to_jsonb(row) || jsonb_build_object('product_ids',
      array(select unnest(product_ids) order by 1), 'next_product_ids',
      array(select unnest(next_product_ids) order by 1)))::text`,
    customer_summaries: `(to_jsonb(row) || jsonb_build_object('first_products',
      array(select unnest(first_products) order by 1)))::text`,
    people: `(to_jsonb(row) || jsonb_build_object('first_products',
      array(select unnest(first_products) order by 1), 'second_products',
      array(select unnest(second_products) order by 1), 'filter_products',
      array(select unnest(filter_products) order by 1)))::text`,
    day_books: 'row::text',
    variant_days: 'row::text',
  };
  const bookOf = async (shop: ShopId) =>
    await Promise.all(
      Object.entries(ROWS).map(async ([table, text_]) => {
        const rows = await on.db.query(
          `select ${text_} as text from ${table} row where shop_id = $1`,
          [shop],
        );
        return rows.map((row) => String(row.text)).sort();
      }),
    );

  /** Changes of orders between two snapshots; each marks its customers and days. */
  const CHANGES: [string, string][] = [
    ['nothing', 'select id from orders where false and PICKED'],
    ['cancellations', 'update orders set cancelled_at = updated_at where PICKED returning id'],
    ['refunds', 'update orders set current_subtotal_shop_amount = 0.1 where PICKED returning id'],
    [
      'orders of another customer',
      `update orders set customer_id = (select min(customer_id) from orders o where o.shop_id = $1)
       where PICKED returning id`,
    ],
    [
      'customers who become guests',
      'update orders set customer_id = null where PICKED returning id',
    ],
    [
      'orders of another day',
      `update orders set processed_at = processed_at - interval '40 days' where PICKED returning id`,
    ],
    ['deleted orders', 'delete from orders where PICKED returning id'],
    [
      'other consents',
      `update customers set email_state = case when email_state = 'SUBSCRIBED' then 'UNSUBSCRIBED' else 'SUBSCRIBED' end
       where id in (select customer_id from orders where PICKED) returning id`,
    ],
    [
      'other answers',
      `update survey_answers set score = 10 - score
       where order_id in (select id from orders where PICKED) returning id`,
    ],
  ];

  const mark = async (shop: ShopId) => {
    const picked = 'shop_id = $1 and id % 17 = 3';
    await on.db.query(
      `insert into dirty_customers (shop_id, customer_id) select distinct shop_id, customer_id from orders
       where ${picked} and customer_id is not null on conflict do nothing`,
      [shop],
    );
    await on.db.query(
      `insert into dirty_days (shop_id, day) select distinct shop_id, (processed_at at time zone 'Asia/Tokyo')::date
       from orders where ${picked} on conflict do nothing`,
      [shop],
    );
    return picked;
  };

  const change = async (shop: ShopId, statement: string) => {
    const picked = await mark(shop);
    await on.db.query(statement.replace('PICKED', picked), [shop]);
    if (!statement.startsWith('update')) return;
    await mark(shop);
    await on.db.query(
      `insert into dirty_customers (shop_id, customer_id) select $1, min(customer_id) from orders where shop_id = $1
       on conflict do nothing`,
      [shop],
    );
  };

  const expectSameAnew = async (shop: ShopId, now: Date) => {
    const updated = await takeSnapshot(shop, null, now);
    const book = await bookOf(shop);
    await on.db.query('delete from books where shop_id = $1', [shop]);
    const anew = await takeSnapshot(shop, null, now);
    expect(book).toEqual(await bookOf(shop));
    // intervals are sums of floats, in the physical order of the rows
    expect(compareReports(updated, anew, 1e-12)).toEqual([]);
    expect(compareReports(anew, updated, 1e-12)).toEqual([]);
  };

  it.each(CHANGES.map(([name, statement], at) => [name, statement, at] as const))(
    'equals a rebuilt book after %s',
    async (_, statement, at) => {
      await takeSnapshot(young, null, NOW);
      await change(young, statement);
      // days pass too, and a month ends
      await expectSameAnew(young, new Date(NOW.getTime() + at * 5 * DAY_MS));
    },
  );

  it('equals a rebuilt book after all of that at once, in a larger shop', async () => {
    await takeSnapshot(large, null, NOW);
    for (const [, statement] of CHANGES) await change(large, statement);
    await expectSameAnew(large, new Date(NOW.getTime() + DAY_MS));
  });
});
