import { z } from 'zod';
import { rows, sql } from '../../store/db.server';
import { percentile } from '../curves/percentile';
import { kinds } from '../kinds';
import { integer } from '../number';
import { dateLiteral, newcomersPurchasesOf } from '../scope';
import { slice } from '../step';

/** Purchases after which a customer has no pace of their own yet. */
const AFTER = [1, 2, 3] as const;
/** Days for which a customer must have been seen after the purchase, the longest first. */
const WITHIN = [365, 180, 90] as const;
const LEAST_BACK = 30;

const gapToNext = z.object({
  /** purchases so far, 1 to 3 */
  after: kinds.count,
  /** W; null where fewer than 30 came back within any */
  withinDays: kinds.days.nullable(),
  /** customers seen for W days who bought again within them */
  customers: kinds.customers,
  /** their median days */
  days: kinds.partDays.nullable(),
});

/** When the next purchase is expected of customers without a pace of their own (README.md section 3). */
export const gapsToNext = slice({
  name: 'gapsToNext',
  on: 'first',
  needs: {},
  numbers: { gapsToNext: z.array(gapToNext) },
  run: async ({ tx, scope }) => {
    // seen: 1 for 90 days or more after the purchase before, 2 for 180, 3 for 365
    const gaps = await rows(
      tx,
      z.object({ after: integer, seen: integer, value: integer, count: integer }),
      sql`
      select number - 1 as after, width_bucket(${dateLiteral(scope.asOf)} - 1 - (day - gap), ${[...WITHIN].reverse()}::int[]) as seen,
        gap as value, count(*)::int as count
      from ${newcomersPurchasesOf(scope)}
      where number between 2 and ${AFTER.length + 1}::int and gap <= ${WITHIN[0]}::int
        and ${dateLiteral(scope.asOf)} - 1 - (day - gap) >= ${WITHIN.at(-1)}::int
      group by 1, 2, 3`,
    );
    return {
      gapsToNext: AFTER.map((after) => {
        const own = gaps.filter((gap) => gap.after === after);
        for (const [at, withinDays] of WITHIN.entries()) {
          const back = own.filter(
            ({ seen, value }) => seen >= WITHIN.length - at && value <= withinDays,
          );
          const customers = back.reduce((sum, { count }) => sum + count, 0);
          if (customers >= LEAST_BACK)
            return { after, withinDays, customers, days: percentile(back, 0.5) };
        }
        return { after, withinDays: null, customers: 0, days: null };
      }),
    };
  },
});
