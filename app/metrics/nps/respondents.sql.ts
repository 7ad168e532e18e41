import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { SEGMENTS, STAGES, type Segment, type Stage } from '../groups';
import { integer } from '../number';
import type { Scope } from '../scope';
import { segmentRule } from '../segments/segments.sql';
import { REASONS } from './nps';
import type { Scored } from './counts';

/**
 * Everybody who answered, as the temporary table `respondent`: the latest answer of each customer
 * with what he is worth and where he stands as of D. Who has no counted order is worth 0. Reads
 * `answer` and `staged`.
 */
export async function collectRespondents(tx: Tx, scope: Scope): Promise<void> {
  await tx.query(sql`
    create temp table respondent on commit drop as
    select latest.customer_id, latest.score, latest.reason, first_day, second_day,
      coalesce(summary.revenue_shop_amount, 0) as revenue,
      case when first_day is not null then ${segmentRule} end as segment, staged.stage
    from answer latest
    left join ${scope.summaries} on summary.customer_id = latest.customer_id
    left join staged on staged.customer_id = latest.customer_id
    where latest.customer_id is not null and latest.next_day is null`);
  await tx.query(sql`analyze respondent`);
}

/** Respondents who are alike. */
export interface Respondents extends Scored {
  reason: (typeof REASONS)[number] | null;
  segment: Segment | 'none';
  stage: Stage | 'none';
}

/** Respondents by score, reason, segment and stage. */
export async function respondents(tx: Tx): Promise<Respondents[]> {
  const found = await rows(
    tx,
    z.object({
      score: integer,
      reason: z.enum(REASONS).nullable(),
      segment: z.enum(SEGMENTS).nullable(),
      stage: integer.nullable(),
      customers: integer,
    }),
    sql`select score, reason, segment, stage, count(*)::int as customers from respondent group by 1, 2, 3, 4`,
  );
  return found.map(({ segment, stage, ...one }) => ({
    ...one,
    segment: segment ?? 'none',
    stage: STAGES[(stage ?? 0) - 1] ?? 'none',
  }));
}
