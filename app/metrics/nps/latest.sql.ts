import { z } from 'zod';
import { rows, sql } from '../../store/db.server';
import { SEGMENTS } from '../../terms/segments';
import { STAGES } from '../../terms/stages';
import { kinds } from '../kinds';
import { integer } from '../number';
import { staged } from '../stages/customer-stages.sql';
import { slice, step } from '../step';
import { answers } from './answers.sql';
import { nobodyIn, scoreAmong, scoresBy, total, type Scored } from './counts';
import { REASONS } from '../../terms/reasons';
import { NO_SCORE, scoreSchema } from './score';
import { LAST_DETRACTOR, SCORES } from '../../terms/scores';

/** Each customer's latest answer: how many gave it, and whether they have a counted order. */
export const latestAnswers = step({
  name: 'latestAnswers',
  on: 'second',
  needs: { answers },
  run: async ({ tx }, { answers }) =>
    answers === null
      ? []
      : await rows(
          tx,
          z.object({
            score: integer,
            reason: z.enum(REASONS).nullable(),
            bought: z.boolean(),
            customers: integer,
          }),
          sql`
          select score, reason, bought, count(*)::int as customers from ${answers}
          where customer_id is not null and next_day is null group by 1, 2, 3`,
        ),
});

export const headline = slice({
  name: 'headline',
  on: 'none',
  needs: { latestAnswers },
  part: 'nps',
  numbers: {
    /** customers' latest answers */
    headline: scoreSchema,
  },
  before: { headline: NO_SCORE },
  run: (_, { latestAnswers }) => ({ headline: scoreAmong(latestAnswers) }),
});

export const distribution = slice({
  name: 'distribution',
  on: 'none',
  needs: { latestAnswers },
  part: 'nps',
  numbers: {
    /** customers by latest answer, 0 to 10 */
    distribution: z.array(kinds.customers).length(SCORES.length),
  },
  before: { distribution: SCORES.map(() => 0) },
  run: (_, { latestAnswers }) => ({
    distribution: SCORES.map((score) => total(latestAnswers.filter((one) => one.score === score))),
  }),
});

export const tribe = slice({
  name: 'tribe',
  on: 'none',
  needs: { latestAnswers },
  part: 'nps',
  numbers: {
    /** customers whose latest answer is 9-10, towards 100 */
    tribe: kinds.customers,
  },
  before: { tribe: 0 },
  run: (_, { latestAnswers }) => ({ tribe: scoreAmong(latestAnswers).promoters }),
});

export const reasons = slice({
  name: 'reasons',
  on: 'none',
  needs: { latestAnswers },
  part: 'nps',
  numbers: {
    /** detractors by reason, of their latest answers */
    reasons: z.object({
      indifference: kinds.customers,
      product: kinds.customers,
      competitor: kinds.customers,
      other: kinds.customers,
      /** who did not say */
      unsaid: kinds.customers,
    }),
  },
  before: { reasons: reasonsOf([]) },
  run: (_, { latestAnswers }) => ({
    reasons: reasonsOf(latestAnswers.filter(({ score }) => score <= LAST_DETRACTOR)),
  }),
});

/** Latest scores by segment and stage; who has no counted order is on no stage and in no segment. */
export const scoresOfGroups = slice({
  name: 'scoresOfGroups',
  on: 'second',
  needs: { answers, staged, latestAnswers },
  part: 'nps',
  numbers: {
    /** `none`: customers without a counted order */
    byStage: z.array(scoreSchema.extend({ key: z.enum([...STAGES, 'none']) })),
    bySegment: z.array(scoreSchema.extend({ key: z.enum([...SEGMENTS, 'none']) })),
  },
  before: { byStage: nobodyIn(STAGES), bySegment: nobodyIn(SEGMENTS) },
  run: async ({ tx }, { answers, staged, latestAnswers }) => {
    const buyers =
      answers === null
        ? []
        : await rows(
            tx,
            z.object({
              score: integer,
              segment: z.enum(SEGMENTS),
              stage: integer,
              customers: integer,
            }),
            sql`
            select score, segment, stage, count(*)::int as customers from ${staged}
            where score is not null group by 1, 2, 3`,
          );
    const none = beside(latestAnswers.filter(({ bought }) => !bought));
    return {
      byStage: [...scoresBy(STAGES, buyers, ({ stage }) => STAGES[stage - 1] ?? null), ...none],
      bySegment: [...scoresBy(SEGMENTS, buyers, ({ segment }) => segment), ...none],
    };
  },
});

/** The group beside the others, where anybody is in it. */
function beside(none: readonly Scored[]) {
  return none.length === 0 ? [] : [{ key: 'none' as const, ...scoreAmong(none) }];
}

function reasonsOf(detractors: readonly (Scored & { reason: (typeof REASONS)[number] | null })[]) {
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
