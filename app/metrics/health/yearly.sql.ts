import { z } from 'zod';
import { one, sql, type Tx } from '../../store/db.server';
import { addDays } from '../calendar';
import { kinds } from '../kinds';
import { integer, ratio } from '../number';
import { orders, orderTotals } from '../orders/orders.sql';
import { customersIn, standing } from '../orders/standing.sql';
import { dateLiteral, type Scope } from '../scope';
import { healthYearAmount } from '../settings';
import { slice } from '../step';

const YEAR = 365;

/**
 * The health line's later form (metrics.md section 9): what the customers who bought in the last 365
 * days bought in them, and how many of them reached the amount.
 */
export const yearly = slice({
  name: 'yearly',
  on: 'first',
  needs: { orders, orderTotals, standing },
  numbers: {
    /** null with less than 365 days of orders */
    yearly: z
      .object({
        buyers: kinds.customers,
        meanRevenue: kinds.money.nullable(),
        /** null: nobody has set one in this currency; nobody then reaches it */
        amount: kinds.money.nullable(),
        reached: kinds.customers,
        /** share of repeaters to stand beside */
        repeaters: kinds.rate,
      })
      .nullable(),
  },
  run: async ({ tx, scope }, { orders: { daysOfOrders }, orderTotals, standing }) => {
    if (daysOfOrders < YEAR) return { yearly: null };
    const from = addDays(scope.asOf, -YEAR);
    const buyers = customersIn(standing.filter(({ lastDay }) => lastDay >= from));
    const amount = healthYearAmount(scope.settings, scope.currency);
    const revenue = orderTotals.find(({ reason }) => reason === '')?.yearRevenue ?? 0;
    return {
      yearly: {
        buyers,
        meanRevenue: ratio(revenue, buyers),
        amount,
        reached: amount === null ? 0 : await reached(tx, scope, from, amount),
        repeaters: scope.settings.healthRepeaters,
      },
    };
  },
});

/**
 * Buyers whose revenue of the year reaches an amount. Only who reaches it to date can, and who first
 * bought in the year has bought all of it there: the purchases of the others alone are read.
 */
async function reached(tx: Tx, scope: Scope, from: string, amount: number): Promise<number> {
  const since = dateLiteral(from);
  const { customers } = await one(
    tx,
    z.object({ customers: integer }),
    sql`
    select count(*)::int as customers from ${scope.summaries}
    where last_day >= ${since} and revenue_shop_amount >= ${amount}::numeric and (first_day >= ${since} or (
      select sum(bought.revenue_shop_amount) from purchases bought
      where bought.shop_id = ${scope.shop} and bought.customer_id = summary.customer_id
        and bought.day >= ${since} and bought.day < ${dateLiteral(scope.asOf)}
    ) >= ${amount}::numeric)`,
  );
  return customers;
}
