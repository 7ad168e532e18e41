import { z } from 'zod';
import { rows, sql } from '../../store/db.server';
import { quarterIndex } from '../calendar';
import { integer } from '../number';
import { step } from '../step';

/** Customers by the day of their first purchase, for tenure and the history's beginning. */
export interface FirstDay {
  day: string;
  /** the day's, as `quarterIndex` */
  quarter: number;
  customers: number;
}

/** Reads all summaries once, those before `newcomersFrom` included; oldest first. */
export const firstDays = step({
  name: 'firstDays',
  on: 'first',
  needs: {},
  run: async ({ tx, scope }): Promise<FirstDay[]> => {
    const found = await rows(
      tx,
      z.object({ day: z.string(), customers: integer }),
      sql`
      select first_day::text as day, count(*)::int as customers
      from ${scope.summaries} group by first_day order by first_day`,
    );
    return found.map((one) => ({ ...one, quarter: quarterIndex(one.day) }));
  },
});
