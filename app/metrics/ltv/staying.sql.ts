import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { kaplanMeier, type Survival } from '../curves/kaplan-meier';
import { integer } from '../number';
import { dateLiteral, type Scope } from '../scope';

/**
 * Staying, S(t): a lapsed customer has gone at last + window - first, the others are still here at
 * D - 1 - first (metrics.md section 2).
 */
export async function staying(tx: Tx, scope: Scope, lapseDays: number): Promise<Survival> {
  const asOf = dateLiteral(scope.asOf);
  const lapsed = sql`${asOf} - last_day > ${lapseDays}::int`;
  const durations = await rows(
    tx,
    z.object({ days: integer, event: z.boolean(), count: integer }),
    sql`
    select case when ${lapsed} then last_day + ${lapseDays}::int - first_day else ${asOf} - 1 - first_day end as days,
      ${lapsed} as event, count(*)::int as count
    from ${scope.newcomers} group by 1, 2`,
  );
  return kaplanMeier(durations);
}
