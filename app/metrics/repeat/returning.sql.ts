import { z } from 'zod';
import { one, sql, type Tx } from '../../store/db.server';
import { addDays } from '../calendar';
import { kinds } from '../kinds';
import { orders } from '../orders/orders.sql';
import { dateLiteral, purchasesOf, type Scope } from '../scope';
import { slice } from '../step';

const [MONTH, YEAR] = [30, 365];

const period = z.object({
  /** customers who bought in it */
  buyers: kinds.customers,
  /** of them, those with n >= 2 by D */
  repeaters: kinds.customers,
  /** of them, those with two counted orders or more by D, also on one day: as Shopify counts */
  reordered: kinds.customers,
  /** counted orders in it, and those of second and later purchases */
  orders: kinds.count,
  ordersAgain: kinds.count,
});

const yearBefore = z.object({ buyers: kinds.customers, kept: kinds.customers });

/** The counts of which others make their repeat rates (README.md section 3). Renewals are in them. */
export const returning = slice({
  name: 'returning',
  on: 'second',
  needs: { orders },
  numbers: {
    returning: z.object({
      /** D - 30 ... D - 1; null with less than 30 days of orders */
      last30: period.nullable(),
      /** D - 365 ... D - 1; null with less than 365 days of orders */
      last365: period.nullable(),
      /** customers who bought on D - 730 ... D - 366, and those of them who bought in the 365 days after; null with less than 730 */
      yearBefore: yearBefore.nullable(),
    }),
  },
  run: async ({ tx, scope }, { orders: { daysOfOrders } }) => {
    const found = daysOfOrders < MONTH ? null : await read(tx, scope);
    return {
      returning: {
        last30: found?.month ?? null,
        last365: found === null || daysOfOrders < YEAR ? null : found.year,
        yearBefore: found === null || daysOfOrders < 2 * YEAR ? null : found.yearBefore,
      },
    };
  },
});

const read = async (tx: Tx, scope: Scope) => {
  const since = (days: number) => dateLiteral(addDays(scope.asOf, -days));
  const periodOf = (days: number) => sql`json_build_object(
    'buyers', count(*) filter (where last_day >= ${since(days)}),
    'repeaters', count(*) filter (where last_day >= ${since(days)} and purchases >= 2),
    'reordered', count(*) filter (where last_day >= ${since(days)} and orders >= 2),
    'orders', coalesce(sum(orders_${days === MONTH ? sql`month` : sql`year`}), 0),
    'ordersAgain', coalesce(sum(again_${days === MONTH ? sql`month` : sql`year`}), 0))`;
  return await one(
    tx,
    z.object({
      month: period,
      year: period,
      yearBefore,
    }),
    sql`
    with recent as (
      select customer_id, bool_or(day < ${since(YEAR)}) as before, bool_or(day >= ${since(YEAR)}) as after,
        sum(orders) filter (where day >= ${since(MONTH)}) as orders_month,
        sum(orders) filter (where day >= ${since(MONTH)} and number > 1) as again_month,
        sum(orders) filter (where day >= ${since(YEAR)}) as orders_year,
        sum(orders) filter (where day >= ${since(YEAR)} and number > 1) as again_year
      from ${purchasesOf(scope)} where day >= ${since(2 * YEAR)} group by customer_id
    )
    select ${periodOf(MONTH)} as month, ${periodOf(YEAR)} as year,
      json_build_object('buyers', count(*) filter (where before), 'kept', count(*) filter (where before and after)) as "yearBefore"
    from recent join ${scope.summaries} using (customer_id)`,
  );
};
