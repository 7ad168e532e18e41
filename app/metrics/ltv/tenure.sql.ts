import { z } from 'zod';
import { rows, sql } from '../../store/db.server';
import { daysBetween } from '../calendar';
import { cells } from '../cohorts/cells.sql';
import { meanCumulative, type MeanCumulative } from '../curves/mean-cumulative';
import { firstDays } from '../newcomers/first-days.sql';
import { integer, money } from '../number';
import { step } from '../step';

/** Newcomers of a calendar quarter. */
interface Quarter {
  /** as `quarterIndex` */
  quarter: number;
  customers: number;
  cumulative: MeanCumulative;
}

/** Sums of each tenure day, and the customers observed that long. */
export interface Tenure {
  all: MeanCumulative;
  /** by quarter of the first purchase, oldest first */
  quarters: Quarter[];
  /** of several quarters' newcomers together */
  together(quarters: (quarter: number) => boolean): MeanCumulative;
}

export const tenure = step({
  name: 'tenure',
  on: 'first',
  needs: { cells, firstDays },
  run: async ({ tx, scope }, { cells, firstDays }): Promise<Tenure> => {
    const fallen = await rows(
      tx,
      z.object({ quarter: integer, tenure: integer, orders: integer, revenue: money }),
      sql`
      select cohort / 3 as quarter, tenure, sum(orders)::int as orders, sum(revenue_shop_amount)::text as revenue
      from ${cells} group by 1, 2`,
    );
    const { newcomersFrom } = scope.settings;
    const seen = firstDays
      .filter(({ day }) => newcomersFrom === null || day >= newcomersFrom)
      .map(({ day, quarter, customers }) => ({
        quarter,
        customers,
        days: daysBetween(day, scope.asOf) - 1,
      }));
    const fallenByQuarter = Map.groupBy(fallen, ({ quarter }) => quarter);
    return {
      all: meanCumulative(seen, fallen),
      // newcomers are sorted by first day, oldest first
      quarters: [...Map.groupBy(seen, ({ quarter }) => quarter)].map(([quarter, own]) => ({
        quarter,
        customers: own.reduce((sum, { customers }) => sum + customers, 0),
        cumulative: meanCumulative(own, fallenByQuarter.get(quarter) ?? []),
      })),
      together: (which) =>
        meanCumulative(
          seen.filter(({ quarter }) => which(quarter)),
          fallen.filter(({ quarter }) => which(quarter)),
        ),
    };
  },
});
