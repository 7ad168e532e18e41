import { z } from 'zod';
import { rows, sql, type Sql } from '../../store/db.server';
import { SEGMENTS } from '../../terms/segments';
import { kinds } from '../kinds';
import { integer, money } from '../number';
import { slice } from '../step';

/**
 * The four segments (README.md section 4): the first rule that holds, over a summary's columns.
 * Purchases that were all of trial products leave a customer first-time.
 */
export const segmentRule: Sql = sql`case
  when purchases = 1 or trial_only then 'firstTime'
  when discounted_only then 'trend'
  when purchases = 2 then 'second'
  else 'loyal' end`;

/** Customers by segment, and their revenue. */
export const segments = slice({
  name: 'segments',
  on: 'second',
  needs: {},
  numbers: {
    segments: z.object({
      firstTime: kinds.customers,
      second: kinds.customers,
      trend: kinds.customers,
      loyal: kinds.customers,
    }),
    segmentDetails: z.record(
      z.enum(SEGMENTS),
      z.object({ customers: kinds.customers, revenue: kinds.money }),
    ),
  },
  run: async ({ tx, scope }) => {
    const found = await rows(
      tx,
      z.object({ segment: z.enum(SEGMENTS), customers: integer, revenue: money }),
      sql`select ${segmentRule} as segment, count(*)::int as customers, sum(revenue_shop_amount)::text as revenue
      from ${scope.summaries} group by 1`,
    );
    const of = (segment: (typeof SEGMENTS)[number]) => {
      const own = found.find((one) => one.segment === segment);
      return { customers: own?.customers ?? 0, revenue: own?.revenue ?? 0 };
    };
    const details = {
      firstTime: of('firstTime'),
      second: of('second'),
      trend: of('trend'),
      loyal: of('loyal'),
    };
    return {
      segments: {
        firstTime: details.firstTime.customers,
        second: details.second.customers,
        trend: details.trend.customers,
        loyal: details.loyal.customers,
      },
      segmentDetails: details,
    };
  },
});
