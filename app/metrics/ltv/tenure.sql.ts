import { z } from 'zod';
import { raw, rows, sql, type Tx } from '../../store/db.server';
import { monthIndex } from '../calendar';
import { meanCumulative, type MeanCumulative } from '../curves/mean-cumulative';
import { integer, money } from '../number';
import { dateLiteral, type Scope } from '../scope';

/** What fell on each tenure day and who was observed that long: of all, and by first quarter. */
export interface Tenure {
  all: MeanCumulative;
  /** by quarter of the first purchase, `2026Q3`, those of the last two years */
  quarters: { quarter: string; customers: number; cumulative: MeanCumulative }[];
}

/** Quarters as one running number: year x 4 + quarter - 1. */
const quarterOf = (day: string) =>
  sql`(extract(year from ${raw(day)}) * 4 + extract(quarter from ${raw(day)}) - 1)::int`;

/** Reads `collectCells`. */
export async function tenure(tx: Tx, scope: Scope): Promise<Tenure> {
  const seen = await rows(
    tx,
    z.object({ quarter: integer, days: integer, customers: integer }),
    sql`
    select ${quarterOf('first_day')} as quarter, ${dateLiteral(scope.asOf)} - 1 - first_day as days,
      count(*)::int as customers
    from ${scope.summaries} group by first_day`,
  );
  const fallen = await rows(
    tx,
    z.object({ quarter: integer, tenure: integer, orders: integer, revenue: money }),
    sql`
    select cohort / 3 as quarter, tenure, sum(orders)::int as orders, sum(revenue_shop_amount)::text as revenue
    from cell group by 1, 2`,
  );
  const from = Math.floor(monthIndex(scope.asOf) / 3) - 8;
  const quarters = [...new Set(seen.map(({ quarter }) => quarter))]
    .filter((one) => one >= from)
    .sort();
  return {
    all: meanCumulative(seen, fallen),
    quarters: quarters.map((quarter) => {
      const own = seen.filter((one) => one.quarter === quarter);
      return {
        quarter: `${Math.floor(quarter / 4)}Q${(quarter % 4) + 1}`,
        customers: own.reduce((sum, { customers }) => sum + customers, 0),
        cumulative: meanCumulative(
          own,
          fallen.filter((one) => one.quarter === quarter),
        ),
      };
    }),
  };
}
