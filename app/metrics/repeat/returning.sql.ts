import { z } from 'zod';
import { one, sql, type Tx } from '../../store/db.server';
import { addDays } from '../calendar';
import { kinds } from '../kinds';
import { orders } from '../orders/orders.sql';
import { dateLiteral, purchasesOf, type Scope } from '../scope';
import { slice } from '../step';

const [MONTH, YEAR] = [30, 365];

const buyersSchema = z.object({
  /** customers who bought in it */
  buyers: kinds.customers,
  /** of them, those with n >= 2 by D */
  repeaters: kinds.customers,
  /** of them, those with two counted orders or more by D, also on one day: as Shopify counts */
  reordered: kinds.customers,
});
const ordersSchema = z.object({
  /** counted orders in it, and those of second and later purchases */
  orders: kinds.count,
  ordersAgain: kinds.count,
});
const period = buyersSchema.extend(ordersSchema.shape);

const yearBeforeSchema = z.object({ buyers: kinds.customers, kept: kinds.customers });

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
      yearBefore: yearBeforeSchema.nullable(),
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

async function read(tx: Tx, scope: Scope) {
  const since = (days: number) => dateLiteral(addDays(scope.asOf, -days));
  const buyers = (days: number) => sql`
    'buyers', count(*) filter (where last_day >= ${since(days)}),
    'repeaters', count(*) filter (where last_day >= ${since(days)} and purchases >= 2),
    'reordered', count(*) filter (where last_day >= ${since(days)} and orders >= 2)`;
  const ordered = (days: number) => sql`
    'orders', coalesce(sum(orders) filter (where day >= ${since(days)}), 0),
    'ordersAgain', coalesce(sum(orders) filter (where day >= ${since(days)} and number > 1), 0)`;
  const before = sql`day >= ${since(2 * YEAR)} and day < ${since(YEAR)}`;
  const { bought, placed, yearBefore } = await one(
    tx,
    z.object({
      bought: z.object({ month: buyersSchema, year: buyersSchema }),
      placed: z.object({ month: ordersSchema, year: ordersSchema }),
      yearBefore: yearBeforeSchema,
    }),
    sql`
    select (
      select json_build_object('month', json_build_object(${buyers(MONTH)}), 'year', json_build_object(${buyers(YEAR)}))
      from ${scope.summaries} where last_day >= ${since(YEAR)}
    ) as bought, (
      select json_build_object('month', json_build_object(${ordered(MONTH)}), 'year', json_build_object(${ordered(YEAR)}))
      from ${purchasesOf(scope)} where day >= ${since(YEAR)}
    ) as placed, (
      select json_build_object('buyers', count(*), 'kept', count(*) filter (where last_day >= ${since(YEAR)}))
      from ${scope.summaries} where first_day < ${since(YEAR)} and last_day >= ${since(2 * YEAR)}
        and customer_id in (select customer_id from ${purchasesOf(scope)} where ${before})
    ) as "yearBefore"`,
  );
  return {
    month: { ...bought.month, ...placed.month },
    year: { ...bought.year, ...placed.year },
    yearBefore,
  };
}
