import { z } from 'zod';
import { rows, sql } from '../../../store/db.server';
import { kinds } from '../../kinds';
import { integer } from '../../number';
import { slice, step } from '../../step';
import { answers } from '../answers/answers.sql';
import { scoreAmong, total, type Scored } from './counts';
import { REASON_EDITIONS, REASONS, type Reason } from '../../../terms/reasons';
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
            edition: integer,
            bought: z.boolean(),
            customers: integer,
          }),
          sql`
          select score, reason, reason_edition as edition, bought, count(*)::int as customers from ${answers}
          where customer_id is not null and next_day is null group by 1, 2, 3, 4`,
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

/** Detractors by a reason that they chose. */
const chosen = {
  indifference: kinds.customers,
  product: kinds.customers,
  competitor: kinds.customers,
  other: kinds.customers,
};

export const reasons = slice({
  name: 'reasons',
  on: 'none',
  needs: { latestAnswers },
  part: 'nps',
  numbers: {
    /** detractors by reason, of their latest answers, whatever its edition: with `unsaid` every detractor */
    reasons: z.object({
      ...chosen,
      /** no reason given */
      unsaid: kinds.customers,
    }),
  },
  before: { reasons: { ...chosenBy([]), unsaid: 0 } },
  run: (_, { latestAnswers }) => {
    const detractors = detractorsOf(latestAnswers);
    const unsaid = total(detractors.filter(({ reason }) => reason === null));
    return { reasons: { ...chosenBy(detractors), unsaid } };
  },
});

export const reasonsByEdition = slice({
  name: 'reasonsByEdition',
  on: 'none',
  needs: { latestAnswers },
  part: 'nps',
  numbers: {
    /**
     * the same detractors by the edition of the sentences that they chose from, oldest first; an edition that
     * no detractor chose from is left out. Older snapshots have none: all their reasons are of the first
     */
    reasonsByEdition: z.array(z.object({ edition: z.literal(REASON_EDITIONS), ...chosen })),
  },
  before: { reasonsByEdition: [] },
  run: (_, { latestAnswers }) => ({
    reasonsByEdition: REASON_EDITIONS.flatMap((edition) => {
      const said = detractorsOf(latestAnswers).filter(
        (one) => one.edition === edition && one.reason !== null,
      );
      return said.length === 0 ? [] : [{ edition, ...chosenBy(said) }];
    }),
  }),
});

const detractorsOf = <T extends Scored>(answers: readonly T[]): T[] =>
  answers.filter(({ score }) => score <= LAST_DETRACTOR);

function chosenBy(detractors: readonly (Scored & { reason: Reason | null })[]) {
  const saying = (reason: Reason) => total(detractors.filter((one) => one.reason === reason));
  return {
    indifference: saying('indifference'),
    product: saying('product'),
    competitor: saying('competitor'),
    other: saying('other'),
  };
}
