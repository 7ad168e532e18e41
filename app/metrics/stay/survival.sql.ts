import { z } from 'zod';
import { rows, sql } from '../../store/db.server';
import { kaplanMeier } from '../curves/kaplan-meier';
import { integer } from '../number';
import { dateLiteral } from '../scope';
import { step } from '../step';
import { lapseWindow } from './lapse.sql';

/**
 * Staying, S(t): a lapsed customer left at last + window - first, the others are still here at
 * D - 1 - first (README.md section 2).
 */
export const survival = step({
  name: 'survival',
  on: 'first',
  needs: { lapseWindow },
  run: async ({ tx, scope }, { lapseWindow: { days } }) => {
    const asOf = dateLiteral(scope.asOf);
    const lapsed = sql`${asOf} - last_day > ${days}::int`;
    const durations = await rows(
      tx,
      z.object({ days: integer, event: z.boolean(), count: integer }),
      sql`
      select case when ${lapsed} then last_day + ${days}::int - first_day else ${asOf} - 1 - first_day end as days,
        ${lapsed} as event, count(*)::int as count
      from ${scope.newcomers} group by 1, 2`,
    );
    return kaplanMeier(durations);
  },
});
