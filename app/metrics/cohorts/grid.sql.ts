import { z } from 'zod';
import { rows, sql, type Sql, type Tx } from '../../store/db.server';
import { MOST_COHORTS, type Grain } from '../../terms/cohorts';
import { FIRST_DAY } from '../calendar';
import { day, kinds } from '../kinds';
import { integer, money } from '../number';
import { dateLiteral, newcomersPurchasesOf, purchasesOf, type Scope } from '../scope';
import { lastPeriod, periodStart } from './periods';

const sumsSchema = z.object({
  /** customers with a purchase in the period, each once */
  active: z.array(kinds.customers),
  /** customers whose second purchase is in the period */
  repeated: z.array(kinds.customers),
  orders: z.array(kinds.count),
  revenue: z.array(kinds.money),
});

/** Cohorts by the first day of their period. The arrays begin with that period and end with the one of D − 1. */
export const cohortGridSchema = z.record(
  day,
  sumsSchema.extend({ customers: kinds.customers, withoutRenewals: sumsSchema }),
);
export type CohortGrid = z.output<typeof cohortGridSchema>;

const found = z.object({
  cohort: integer,
  period: integer,
  ...{ newcomers: integer, active: integer, repeated: integer, orders: integer, revenue: money },
  ...{ plainActive: integer, plainRepeated: integer, plainOrders: integer, plainRevenue: money },
});
type Found = z.output<typeof found>;

/** A purchase's period, that of its customer's first purchase, and the number of its day within its period, from 1. */
const PERIODS: Record<Grain, { cohort: Sql; period: Sql; day: Sql }> = {
  month: { cohort: sql`cohort`, period: sql`month`, day: sql`date_part('day', day)` },
  quarter: {
    cohort: sql`(cohort / 3)`,
    period: sql`(month / 3)`,
    day: sql`(day - date_trunc('quarter', day::timestamp)::date + 1)`,
  },
  week: {
    cohort: sql`((day - tenure - ${dateLiteral(FIRST_DAY)}) / 7)`,
    period: sql`((day - ${dateLiteral(FIRST_DAY)}) / 7)`,
    day: sql`((day - ${dateLiteral(FIRST_DAY)}) % 7 + 1)`,
  },
};

/**
 * Counts the latest `MOST_COHORTS` cohorts of newcomers, with all of their sums and without renewals too (README.md
 * section 3). It reads each purchase once.
 */
export async function countCohorts(tx: Tx, scope: Scope, grain: Grain): Promise<CohortGrid> {
  const last = lastPeriod(grain, scope.asOf).index;
  const cells = await rows(tx, found, selectCells(scope, grain, last - MOST_COHORTS + 1));
  const byPlace = new Map(cells.map((cell) => [`${cell.cohort}/${cell.period}`, cell]));
  const cohorts = [...new Set(cells.map(({ cohort }) => cohort))].sort((a, b) => a - b);
  return Object.fromEntries(
    cohorts.map((cohort) => {
      const periods = Array.from({ length: last - cohort + 1 }, (_, at) =>
        byPlace.get(`${cohort}/${cohort + at}`),
      );
      const all = (of: (cell: Found) => number) =>
        periods.map((cell) => (cell === undefined ? 0 : of(cell)));
      return [
        periodStart(grain, cohort),
        {
          customers: periods[0]?.newcomers ?? 0,
          active: all(({ active }) => active),
          repeated: all(({ repeated }) => repeated),
          orders: all(({ orders }) => orders),
          revenue: all(({ revenue }) => revenue),
          withoutRenewals: {
            active: all(({ plainActive }) => plainActive),
            repeated: all(({ plainRepeated }) => plainRepeated),
            orders: all(({ plainOrders }) => plainOrders),
            revenue: all(({ plainRevenue }) => plainRevenue),
          },
        },
      ];
    }),
  );
}

/** @param from the first cohort */
function selectCells(scope: Scope, grain: Grain, from: number): Sql {
  const { cohort, period, day } = PERIODS[grain];
  // a customer's first purchase of a period comes after one of an earlier period, or none
  const firstOfPeriod = (gap: Sql) => sql`(${gap} is null or ${gap} >= ${day})`;
  const plain = sql`
      (count(*) filter (where plain_number is not null and ${firstOfPeriod(sql`plain_gap`)}))::int as "plainActive",
      (count(*) filter (where plain_number = 2))::int as "plainRepeated",
      sum(orders - case when number > subscribed then subscription_orders else 0 end)::int as "plainOrders",
      sum(plain_revenue_shop_amount)::text as "plainRevenue"`;
  const same = sql`
      (count(*) filter (where ${firstOfPeriod(sql`gap`)}))::int as "plainActive",
      (count(*) filter (where number = 2))::int as "plainRepeated",
      sum(orders)::int as "plainOrders", sum(revenue_shop_amount)::text as "plainRevenue"`;
  return sql`
    select ${cohort}::int as cohort, ${period}::int as period,
      (count(*) filter (where number = 1))::int as newcomers,
      (count(*) filter (where ${firstOfPeriod(sql`gap`)}))::int as active,
      (count(*) filter (where number = 2))::int as repeated,
      sum(orders)::int as orders, sum(revenue_shop_amount)::text as revenue,
      ${scope.has.subscriptions ? plain : same}
    from ${newcomersPurchasesOf(scope)}
    ${scope.has.subscriptions ? firstSubscriptions(scope) : sql``}
    where ${cohort} >= ${from}::int
    group by 1, 2`;
}

/** The purchase with which each subscriber began: later orders with a selling plan are renewals. */
function firstSubscriptions(scope: Scope): Sql {
  return sql`left join (
      select customer_id, min(number) as subscribed from ${purchasesOf(scope)}
      where subscription_orders > 0 group by 1) subscriber using (customer_id)`;
}
