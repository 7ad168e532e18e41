import { z } from 'zod';
import { rows, sql } from '../../../store/db.server';
import { kinds } from '../../kinds';
import { integer } from '../../number';
import { slice, step } from '../../step';
import { answers } from '../answers/answers.sql';
import { scoreAmong, total, type Scored } from './counts';
import { REASONS } from '../../../terms/reasons';
import { NO_SCORE, scoreSchema } from './score';
import { LAST_DETRACTOR, SCORES } from '../../../terms/scores';

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
      /** no reason given */
      unsaid: kinds.customers,
    }),
  },
  before: { reasons: reasonsOf([]) },
  run: (_, { latestAnswers }) => ({
    reasons: reasonsOf(latestAnswers.filter(({ score }) => score <= LAST_DETRACTOR)),
  }),
});

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
