import { expect, it } from 'vitest';
import { database } from '../support/database';
import { shopWith } from '../support/numbers/measure';
import { handBook } from './books/build';

const db = await database();
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');

const bookOf = (name: string, customers: number) =>
  handBook({
    name,
    asOf: '2026-10-16',
    orders: Array.from({ length: customers }, (_, customer) => ({
      ...{ customer: customer + 1, at: '2026-09-01', amount: 1000 },
    })),
    expected: {},
  });

it('a count plans with the orders that an import has just brought, beside those of an older shop', async () => {
  await db.query('alter table orders set (autovacuum_enabled = false)');
  const older = bookOf('older', 20);
  await takeSnapshot(await shopWith(db, older, older.settings), older.asOf, new Date());
  await db.query('analyze orders');
  const large = bookOf('large', 1_200);
  const shop = await shopWith(db, large, large.settings);
  const planned = async (): Promise<number> => {
    const [row] = await db.query(
      `explain (format json) select from orders where shop_id = ${String(shop)}`,
    );
    const [{ Plan: plan }] = row?.['QUERY PLAN'] as [{ Plan: { 'Plan Rows': number } }];
    return plan['Plan Rows'];
  };
  expect(await planned()).toBeLessThan(100);
  await takeSnapshot(shop, large.asOf, new Date());
  expect(await planned()).toBeGreaterThan(1_000);
});
