import { z } from 'zod';
import { raw, rows, sql, type Sql, type Tx } from '../../store/db.server';
import { kinds } from '../kinds';
import { integer } from '../number';
import { slice, step } from '../step';

/** The number of customers with so many purchases, the last one on that day. */
export interface CustomerTotal {
  lastDay: string;
  purchases: number;
  customers: number;
}

/**
 * Customers by last purchase and number of purchases: with subscription renewals, or without.
 * @param customers the scope's summaries or newcomers
 */
export async function readCustomerTotals(
  tx: Tx,
  customers: Sql,
  columns: { purchases: 'purchases' | 'plain_purchases'; lastDay: 'last_day' | 'plain_last_day' },
): Promise<CustomerTotal[]> {
  return await rows(
    tx,
    z.object({ lastDay: z.string(), purchases: integer, customers: integer }),
    sql`
    select day::text as "lastDay", purchases, customers from (
      select ${raw(columns.lastDay)} as day, ${raw(columns.purchases)} as purchases, count(*)::int as customers
      from ${customers} group by 1, 2
    ) total`,
  );
}

/** The number of customers in some totals. */
export function customersIn(totals: readonly CustomerTotal[]): number {
  return totals.reduce((sum, { customers }) => sum + customers, 0);
}

/** All customers, renewals counted. */
export const customerTotals = step({
  name: 'customerTotals',
  on: 'first',
  needs: {},
  run: async ({ tx, scope }) =>
    await readCustomerTotals(tx, scope.summaries, { purchases: 'purchases', lastDay: 'last_day' }),
});

export const customers = slice({
  name: 'customers',
  on: 'none',
  needs: { customerTotals },
  numbers: {
    /** customers with a counted order */
    customers: kinds.customers,
  },
  run: (_, { customerTotals }) => ({ customers: customersIn(customerTotals) }),
});
