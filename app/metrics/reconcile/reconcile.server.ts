import { z } from 'zod';
import { join, one, raw, sql, withShop, type ShopId, type Sql } from '../../store/db.server';
import { RECONCILE_LINES, type ReconcileLine } from '../../terms/reconcile-lines';
import { integer, money } from '../number';
import {
  column,
  isOfLine,
  orderAmounts,
  ordersOf,
  type Period,
  type ReconcileRules,
} from './amounts.sql';
import { orNull } from './or-slow';

interface Total {
  /** in the shop's currency, whole smallest units; `counted` as the numbers have it */
  amount: number;
  orders: number;
}

export interface Reconciliation {
  lines: Record<ReconcileLine, Total>;
  /** orders of the period in another currency, which no line has */
  otherCurrency: number;
  /** revenue of the period in the numbers; it differs while changes are being counted */
  inNumbers: number;
}

/**
 * Leads from the prices of a period's orders to the revenue that the numbers count (app/metrics/README.md section 1).
 * Every line is exact to the smallest unit of the currency: the lines between two subtotals are their difference.
 * @returns null where the database would take too long for a page
 */
export async function reconcile(
  shop: ShopId,
  rules: ReconcileRules,
  period: Period,
): Promise<Reconciliation | null> {
  return await orNull(() =>
    withShop(shop, async (tx) => {
      const sums = await one(tx, sumsSchema, sumsOf(rules, period));
      const beside = await one(
        tx,
        z.object({ otherCurrency: integer, inNumbers: money }),
        sql`
        select (select count(*)::int from orders
            where ${ordersOf(rules, period)} and currency <> ${rules.currency}) as "otherCurrency",
          (select coalesce(sum(revenue_shop_amount), 0)::text from day_books
            where shop_id = ${shop} and reason = '' and day between ${period.from}::date and ${period.to}::date) as "inNumbers"`,
      );
      return { lines: totalsOf(sums), ...beside };
    }),
  );
}

const sumsSchema = z.record(z.string(), z.union([money, integer]));

function sumsOf(rules: ReconcileRules, period: Period): Sql {
  const { decimals } = rules;
  // the numbers add up fractions: what they have more or less than the rounded orders is a line of its own
  const rounding = sql`round(coalesce(sum(${raw(column('counted'))}), 0), ${decimals}::int)
    - coalesce(sum(${raw(column('counted'))} - ${raw(column('rounding'))}), 0)`;
  const sums = RECONCILE_LINES.map((line) => {
    const name = column(line);
    const amount = line === 'rounding' ? rounding : sql`coalesce(sum(${raw(name)}), 0)`;
    return sql`(${amount})::text as ${raw(name)}, (count(*) filter (where ${isOfLine(line)}))::int as ${raw(`n_${name}`)}`;
  });
  return sql`select ${join(sums)} from ${orderAmounts(rules, period)}`;
}

function totalsOf(sums: z.output<typeof sumsSchema>): Reconciliation['lines'] {
  const total = (line: ReconcileLine): Total => ({
    amount: sums[column(line)] ?? NaN,
    orders: sums[`n_${column(line)}`] ?? NaN,
  });
  return Object.fromEntries(
    RECONCILE_LINES.map((line) => [line, total(line)]),
  ) as Reconciliation['lines'];
}
