import { z } from 'zod';
import { raw, rows, sql } from '../../store/db.server';
import { percentile } from '../curves/percentile';
import { STAGES } from '../../terms/stages';
import { kinds } from '../kinds';
import { integer } from '../number';
import { dateLiteral } from '../scope';
import { slice } from '../step';
import { staged } from './customer-stages.sql';
import { REACHED } from './stage-days';
import { byStage, stageCounts } from './stages.sql';

/** Days from stage to stage (README.md section 5). */
export const daysToNextStage = slice({
  name: 'daysToNextStage',
  on: 'second',
  needs: { staged, stageCounts },
  numbers: {
    /** median days from first reaching a stage to first reaching the next, of customers with both, in this order, before D */
    daysToNextStage: z.record(z.enum(STAGES), kinds.partDays.nullable()),
  },
  run: async ({ tx, scope }, { staged, stageCounts }) => {
    const everReached = (at: number) => stageCounts.some(({ reached }) => (reached[at] ?? 0) > 0);
    const medians = new Map<number, number | null>();
    for (const [at, from] of REACHED.slice(0, -1).entries()) {
      if (!everReached(at) || !everReached(at + 1)) continue;
      const [earlier, later] = [raw(from), raw(REACHED[at + 1] ?? '')];
      const days = await rows(
        tx,
        z.object({ value: integer, count: integer }),
        sql`
        select ${later} - ${earlier} as value, count(*)::int as count from ${staged}
        where ${later} >= ${earlier} and ${later} < ${dateLiteral(scope.asOf)} group by 1`,
      );
      medians.set(at, percentile(days, 0.5));
    }
    return { daysToNextStage: byStage((at) => medians.get(at) ?? null) };
  },
});
