import { z } from 'zod';
import { one, sql, type Tx } from '../../store/db.server';
import { addDays } from '../calendar';
import { kinds } from '../kinds';
import { integer, ratio } from '../number';
import { orders, orderTotals } from '../orders/orders.sql';
import { customersIn, customerTotals } from '../orders/customer-totals.sql';
import { dateLiteral, type Scope } from '../scope';
import { healthYearAmount } from '../settings';
import { slice } from '../step';

const YEAR = 365;

/**
 * The health line's later form (README.md section 2): mean revenue of the last 365 days' buyers within
 * these days, and how many of them reached the amount.
 */
export const yearly = slice({
  name: 'yearly',
  on: 'first',
  needs: { orders, orderTotals, customerTotals },
  numbers: {
    /** null with less than 365 days of orders */
    yearly: z
      .object({
        buyers: kinds.customers,
        meanRevenue: kinds.money.nullable(),
        /** null: not set in this currency; no buyer reaches it */
        amount: kinds.money.nullable(),
        reached: kinds.customers,
        /** share of repeaters to compare with */
        repeaters: kinds.rate,
      })
      .nullable(),
  },
  run: async ({ tx, scope }, { orders: { daysOfOrders }, orderTotals, customerTotals }) => {
    if (daysOfOrders < YEAR) return { yearly: null };
    const from = addDays(scope.asOf, -YEAR);
    const buyers = customersIn(customerTotals.filter(({ lastDay }) => lastDay >= from));
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
 * Buyers whose revenue of the year reaches an amount. Only customers who reach it to date can. The year's
 * newcomers made all their purchases in it, so only the others' purchases are read.
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
