import { z } from 'zod';
import { rows, sql } from '../../store/db.server';
import { daysBetween, monthsEarlier } from '../calendar';
import { day, kinds } from '../kinds';
import { integer } from '../number';
import { dateLiteral, purchasesOf } from '../scope';
import { lapseWindow } from '../stay/lapse.sql';
import { slice } from '../step';
import { stateAfter } from './silence';
import { customerTotals } from './customer-totals.sql';

/** Active customers in and out over a month, by the window of its end (README.md section 2). */
export const statusFlow = slice({
  name: 'statusFlow',
  on: 'first',
  needs: { customerTotals, lapseWindow },
  numbers: {
    statusFlow: z.object({
      /** S, one calendar month before D */
      since: day,
      /** active as of S = kept + gone */
      start: kinds.customers,
      /** first bought since S, active now */
      new: kinds.customers,
      /** at risk or lapsed as of S, active now */
      woken: kinds.customers,
      /** active as of S, not now */
      gone: kinds.customers,
      /** active as of S and now */
      kept: kinds.customers,
      /** active now = kept + new + woken */
      now: kinds.customers,
    }),
  },
  run: async ({ tx, scope }, { customerTotals, lapseWindow }) => {
    const { days } = lapseWindow;
    const since = monthsEarlier(scope.asOf, 1);
    const isActive = (lastDay: string, asOf: string) =>
      stateAfter(daysBetween(lastDay, asOf), days) === 'active';
    // Buyers since S. A purchase's day less its gap is the day of the one before it; the least of them lies
    // before S, unless the customer is new.
    const buyers = await rows(
      tx,
      z.object({ before: z.string().nullable(), lastDay: z.string(), customers: integer }),
      sql`
      select before::text, last::text as "lastDay", count(*)::int as customers from (
        select case when min(day - gap) < ${dateLiteral(since)} then min(day - gap) end as before, max(day) as last
        from ${purchasesOf(scope)} where day >= ${dateLiteral(since)} group by customer_id
      ) buyer group by 1, 2`,
    );
    const silent = customerTotals
      .filter(({ lastDay }) => lastDay < since)
      .map((one) => ({ ...one, before: one.lastDay }));
    const flow = { new: 0, woken: 0, gone: 0, kept: 0 };
    for (const { before, lastDay, customers } of [...buyers, ...silent]) {
      const now = isActive(lastDay, scope.asOf);
      if (before === null) flow.new += now ? customers : 0;
      else if (isActive(before, since)) flow[now ? 'kept' : 'gone'] += customers;
      else flow.woken += now ? customers : 0;
    }
    return {
      statusFlow: {
        since,
        start: flow.kept + flow.gone,
        ...flow,
        now: flow.kept + flow.new + flow.woken,
      },
    };
  },
});
