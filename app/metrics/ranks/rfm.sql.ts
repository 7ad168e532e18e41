import { z } from 'zod';
import { rows, sql } from '../../store/db.server';
import { daysBetween } from '../calendar';
import { day, kinds } from '../kinds';
import { integer, money } from '../number';
import { customersIn, customerTotals, type CustomerTotal } from '../orders/customer-totals.sql';
import { dateLiteral } from '../scope';
import { slice } from '../step';
import { places, scorePlace, SCORES } from './places.sql';

/** Any day works: width_bucket needs numbers. */
const EPOCH = '2000-01-01';

const rfmSchema = z.object({
  /** the least value that earns score 1 ... 5: last purchase day, purchases, revenue */
  recency: z.array(day),
  frequency: z.array(kinds.count),
  money: z.array(kinds.money),
  cells: z.array(
    z.object({
      r: kinds.count,
      f: kinds.count,
      m: kinds.count,
      customers: kinds.customers,
      revenue: kinds.money,
    }),
  ),
});

/** Customers by their scores 1 to 5 for recency, frequency and money (README.md section 7). */
export const rfm = slice({
  name: 'rfm',
  on: 'second',
  needs: { customerTotals, places },
  numbers: { rfm: rfmSchema },
  run: async ({ tx, scope }, { customerTotals, places }) => {
    const customers = customersIn(customerTotals);
    if (customers === 0) return { rfm: { recency: [], frequency: [], money: [], cells: [] } };
    const leasts = places
      .filter(({ decile }) => !decile)
      .map(({ value }) => Number(value))
      .reverse();
    const byDay = Map.groupBy(customerTotals, ({ lastDay }) => lastDay);
    const byPurchases = Map.groupBy(customerTotals, ({ purchases }) => purchases);
    const counted = <T>(by: Map<T, CustomerTotal[]>) =>
      [...by].map(([value, own]) => ({ value, customers: customersIn(own) }));
    const recency = leastValues(
      counted(byDay).sort((a, b) => (a.value < b.value ? -1 : 1)),
      customers,
    );
    const frequency = leastValues(
      counted(byPurchases).sort((a, b) => a.value - b.value),
      customers,
    );
    // a score is the number of least values that a customer reaches, as width_bucket counts
    const cells = await rows(
      tx,
      z.object({ r: integer, f: integer, m: integer, customers: integer, revenue: money }),
      sql`
    select width_bucket(last_day - ${dateLiteral(EPOCH)}, ${recency.map((day) => daysBetween(EPOCH, day))}::int[]) as r,
      width_bucket(purchases, ${frequency}::int[]) as f,
      width_bucket(revenue_shop_amount::float8, ${leasts}::float8[]) as m,
      count(*)::int as customers, sum(revenue_shop_amount)::text as revenue
    from ${scope.summaries} group by 1, 2, 3 order by 1, 2, 3`,
    );
    return { rfm: { recency, frequency, money: leasts, cells } };
  },
});

/** The least value that earns each score, from values and their numbers of customers. */
function leastValues<T>(
  ascending: readonly { value: T; customers: number }[],
  customers: number,
): T[] {
  return SCORES.flatMap((score) => {
    const place = scorePlace(customers, score);
    let passed = 0;
    const found = ascending.find((one) => (passed += one.customers) > place);
    return found === undefined ? [] : [found.value];
  });
}
