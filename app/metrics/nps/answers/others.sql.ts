import { z } from 'zod';
import { rows, sql } from '../../../store/db.server';
import { kinds } from '../../kinds';
import { integer } from '../../number';
import { slice } from '../../step';
import { answers } from './answers.sql';
import { scoreAmong, total } from '../scores/counts';
import { NO_SCORE, scoreSchema } from '../scores/score';

/** Answers without a known customer, and the number of all answers. */
export const scoresOfOthers = slice({
  name: 'scoresOfOthers',
  on: 'second',
  needs: { answers },
  part: 'nps',
  numbers: {
    /** answers to an order without a known customer: guests, and orders not read yet */
    guests: scoreSchema,
    /** answers of anonymous visitors of the storefront */
    anonymous: scoreSchema,
    /** every answer: customers' earlier ones, guests' and anonymous ones too */
    allAnswers: kinds.count,
  },
  before: { guests: NO_SCORE, anonymous: NO_SCORE, allAnswers: 0 },
  run: async ({ tx }, { answers }) => {
    const found =
      answers === null
        ? []
        : await rows(
            tx,
            z.object({
              of: z.enum(['customer', 'guest', 'anonymous']),
              score: integer,
              customers: integer,
            }),
            sql`
            select case when customer_id is not null then 'customer' when about_order then 'guest' else 'anonymous' end as of,
              score, sum(times)::int as customers
            from ${answers} group by 1, 2`,
          );
    return {
      guests: scoreAmong(found.filter((one) => one.of === 'guest')),
      anonymous: scoreAmong(found.filter((one) => one.of === 'anonymous')),
      allAnswers: total(found),
    };
  },
});
