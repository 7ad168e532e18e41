import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { SEGMENTS, STAGES } from '../groups';
import { integer } from '../number';
import { scoreAmong, scoresBy, total, type Scored } from './counts';
import { REASONS, type Nps } from './nps';

type Latest = Pick<
  Nps,
  'headline' | 'distribution' | 'tribe' | 'reasons' | 'bySegment' | 'byStage'
>;

/**
 * What is said of each customer's latest answer. Who has no counted order is on no stage and in no
 * segment. Reads `answer` and `staged`.
 */
export async function latest(tx: Tx): Promise<Latest> {
  const all = await rows(
    tx,
    z.object({
      score: integer,
      reason: z.enum(REASONS).nullable(),
      bought: z.boolean(),
      customers: integer,
    }),
    sql`
    select score, reason, bought, count(*)::int as customers from answer
    where customer_id is not null and next_day is null group by 1, 2, 3`,
  );
  const buyers = await rows(
    tx,
    z.object({ score: integer, segment: z.enum(SEGMENTS), stage: integer, customers: integer }),
    sql`
    select score, segment, stage, count(*)::int as customers from staged
    where score is not null group by 1, 2, 3`,
  );
  const headline = scoreAmong(all);
  const none = all.filter(({ bought }) => !bought);
  return {
    headline,
    distribution: Array.from({ length: 11 }, (_, score) =>
      total(all.filter((one) => one.score === score)),
    ),
    tribe: headline.promoters,
    reasons: reasonsOf(all.filter(({ score }) => score <= 6)),
    bySegment: [...scoresBy(SEGMENTS, buyers, ({ segment }) => segment), ...beside(none)],
    byStage: [
      ...scoresBy(STAGES, buyers, ({ stage }) => STAGES[stage - 1] ?? null),
      ...beside(none),
    ],
  };
}

/** The group beside the others, where anybody is in it. */
function beside(none: readonly Scored[]) {
  return none.length === 0 ? [] : [{ key: 'none' as const, ...scoreAmong(none) }];
}

function reasonsOf(
  detractors: readonly (Scored & { reason: (typeof REASONS)[number] | null })[],
): Nps['reasons'] {
  const saying = (reason: (typeof REASONS)[number] | null) =>
    total(detractors.filter((one) => one.reason === reason));
  return {
    indifference: saying('indifference'),
    product: saying('product'),
    competitor: saying('competitor'),
    other: saying('other'),
    unsaid: saying(null),
  };
}
