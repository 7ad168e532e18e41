import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { kinds } from '../kinds';
import { integer, money } from '../number';
import { purchasesOf, type Scope } from '../scope';
import { WITH_RENEWALS, type RepeatColumns } from './columns';

/** As long as the funnel. */
const STEPS = 10;
/** A mean of fewer customers is none to compare with. */
const LEAST_ON_STEP = 30;

/** The funnel in money (README.md section 3). */
export const stepWorthNumbers = {
  /** mean revenue to date of customers with exactly 1 ... 10 purchases; null under 30 customers */
  revenueByPurchases: z.array(kinds.money.nullable()),
  /** what customers with one purchase more have brought beyond those with 1 ... 9; null where either mean is */
  stepWorth: z.array(kinds.money.nullable()),
};

/** Reads the means by number of purchases: with subscription renewals, or without them and their revenue. */
export async function readStepWorth(tx: Tx, scope: Scope, columns: RepeatColumns) {
  const each =
    columns === WITH_RENEWALS
      ? sql`select purchases, revenue_shop_amount as revenue from ${scope.newcomers}`
      : sql`select purchases, revenue_shop_amount as revenue from ${scope.newcomers} where subscription_orders = 0
          union all select count(plain_number)::int, sum(plain_revenue_shop_amount) from ${purchasesOf(scope)}
          where customer_id in (select customer_id from ${scope.newcomers} where subscription_orders > 0) group by customer_id`;
  const found = await rows(
    tx,
    z.object({ purchases: integer, customers: integer, revenue: money }),
    sql`
    select purchases, count(*)::int as customers, sum(revenue) as revenue
    from (${each}) customer where purchases <= ${STEPS}::int group by 1`,
  );
  const revenueByPurchases = Array.from({ length: STEPS }, (_, at) => {
    const own = found.find(({ purchases }) => purchases === at + 1);
    return own === undefined || own.customers < LEAST_ON_STEP ? null : own.revenue / own.customers;
  });
  return {
    revenueByPurchases,
    stepWorth: revenueByPurchases.slice(1).map((more, at) => {
      const own = revenueByPurchases[at] ?? null;
      return own === null || more === null ? null : more - own;
    }),
  };
}
