import { beforeAll, beforeEach, expect, it } from 'vitest';
import {
  deleteOrders,
  markChanges,
  rememberKnown,
} from '../../app/ingest/merge/mark-changes.server';
import { shopIdSchema, sql, withShop } from '../../app/store/db.server';
import { database, type TestDatabase } from '../support/database';
import { addShop } from '../support/shops/shop';

const SHOP = shopIdSchema.parse(1);
let db: TestDatabase;

beforeAll(async () => {
  db = await database();
  await addShop(db);
});
beforeEach(async () => {
  await db.query('truncate orders, survey_refusals, dirty_customers, dirty_days cascade');
});

/** An empty order of customer 7 on 1 October. */
async function order(id: number): Promise<void> {
  const { rows } = await db.pool.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_name = 'orders' and is_nullable = 'NO' and column_default is null`,
  );
  const plain: Record<string, string> = {
    boolean: 'false',
    text: `'x'`,
    numeric: '0',
    integer: '0',
    ARRAY: `'{}'`,
    'timestamp with time zone': `'2026-10-01T03:00:00Z'`,
  };
  const own: Record<string, string> = { shop_id: '1', id: String(id) };
  const names = rows.map(({ name }) => name).filter((name) => name !== 'customer_id');
  const values = names.map((name) => own[name] ?? plain[typeOf(rows, name)] ?? '0');
  await db.query(
    `insert into orders (${names.join(', ')}, customer_id) values (${values.join(', ')}, 7)`,
  );
}

const typeOf = (rows: { name: string; type: string }[], name: string): string =>
  rows.find((row) => row.name === name)?.type ?? '';

it('keeps a dirty mark that is set while a book takes the one before', async () => {
  await order(1);
  await order(2);
  const forget = (id: number) =>
    withShop(SHOP, (tx) => deleteOrders(tx, SHOP, 'Asia/Tokyo', sql`and id = ${id}`));
  await forget(1);
  const book = await db.pool.connect();
  await book.query('begin');
  for (const table of ['dirty_customers', 'dirty_days'])
    expect((await book.query(`delete from ${table} where shop_id = 1`)).rowCount).toBe(1);
  await forget(2);
  await book.query('commit');
  book.release();
  expect(await db.query('select customer_id::int from dirty_customers')).toEqual([
    { customer_id: 7 },
  ]);
  expect(await db.query('select day::text from dirty_days')).toEqual([{ day: '2026-10-01' }]);
});

it('takes a customer as merged once their last order is another one’s, and moves their rows then', async () => {
  await order(11);
  await order(12);
  await db.query(
    `insert into survey_refusals (shop_id, source, survey, customer_id, why, refused_at)
     values (1, 'storefront', 'nps', 7, 'off', now())`,
  );
  const given = (id: number, customer: number) =>
    withShop(SHOP, async (tx) => {
      await rememberKnown(tx, SHOP, sql`(select ${id}::bigint as id)`);
      await tx.query(sql`update orders set customer_id = ${customer} where id = ${id}`);
      return await markChanges(tx, SHOP, 'Asia/Tokyo');
    });
  const owner = () => db.query('select customer_id::int as id from survey_refusals');
  expect(await given(11, 8)).toBe(true);
  expect(await owner()).toEqual([{ id: 7 }]);
  expect(await given(12, 8)).toBe(true);
  expect(await owner()).toEqual([{ id: 8 }]);
  expect(
    await db.query('select distinct customer_id::int as id from dirty_customers order by 1'),
  ).toEqual([{ id: 7 }, { id: 8 }]);
  // nothing that a number reads has changed
  expect(await given(12, 8)).toBe(false);
});
