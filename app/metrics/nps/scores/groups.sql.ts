import { z } from 'zod';
import { rows, sql } from '../../../store/db.server';
import { addDays, addMonths, monthStart } from '../../calendar';
import { integer } from '../../number';
import { dateLiteral } from '../../scope';
import { slice, step } from '../../step';
import { answers } from '../answers/answers.sql';
import { emptyScores, scoreAmong, scoresBy } from './counts';
import { LATEST_SCORE, ONE_OF_SEVERAL, ONLY } from './latest-in-group';
import { SOURCES } from '../../../terms/sources';
import { NO_SCORE, scoreSchema } from './score';

/** Months that are shown. */
const MONTHS_SHOWN = 24;

/**
 * Customers' answers by source, by month, and to first orders and later ones. In each group a
 * customer counts once, with the latest answer in it.
 */
export const answerGroups = step({
  name: 'answerGroups',
  on: 'second',
  needs: { answers },
  run: async ({ tx, scope }, { answers }) =>
    answers === null
      ? []
      : await rows(
          tx,
          z.object({
            source: z.enum(SOURCES).nullable(),
            month: z.string().nullable(),
            ordered: z.enum(['first', 'later']).nullable(),
            score: integer,
            customers: integer,
          }),
          sql`
    with given as (
      select *, case when day >= ${dateLiteral(addMonths(lastMonthOf(scope.asOf), 1 - MONTHS_SHOWN))}
        then date_trunc('month', day::timestamp)::date end as month
      from ${answers}
    )
    select source, to_char(month, 'YYYY-MM') as month, ordered, score, customers::int from (
      select source, month, ordered, score, count(*) as customers from given
      where ${ONLY} group by grouping sets ((source, score), (month, score), (ordered, score))
      union all
      select source, month, ordered, score, count(*) from (
        select customer_id, source, month, ordered, ${LATEST_SCORE} from given where ${ONE_OF_SEVERAL}
        group by grouping sets ((customer_id, source), (customer_id, month), (customer_id, ordered))
      ) latest group by 1, 2, 3, 4
    ) grouped
    where source is not null or month is not null or ordered is not null`,
        ),
});

/** The month of D - 1, as its first day. */
const lastMonthOf = (asOf: string) => monthStart(addDays(asOf, -1));

export const scoresOfOrders = slice({
  name: 'scoresOfOrders',
  on: 'none',
  needs: { answerGroups },
  part: 'nps',
  numbers: {
    /** customers' latest answers to a first order, and to later ones */
    firstOrder: scoreSchema,
    repeat: scoreSchema,
  },
  before: { firstOrder: NO_SCORE, repeat: NO_SCORE },
  run: (_, { answerGroups }) => {
    const ordered = (which: 'first' | 'later') =>
      scoreAmong(answerGroups.filter((one) => one.ordered === which));
    return { firstOrder: ordered('first'), repeat: ordered('later') };
  },
});

export const scoresOfSources = slice({
  name: 'scoresOfSources',
  on: 'none',
  needs: { answerGroups },
  part: 'nps',
  numbers: { bySource: z.array(scoreSchema.extend({ key: z.enum(SOURCES) })) },
  before: { bySource: emptyScores(SOURCES) },
  run: (_, { answerGroups }) => ({
    bySource: scoresBy(SOURCES, answerGroups, ({ source }) => source),
  }),
});

export const scoresOfMonths = slice({
  name: 'scoresOfMonths',
  on: 'none',
  needs: { answerGroups },
  part: 'nps',
  numbers: {
    /** 2024-02, oldest first: the last 24 months, from the first of them that has an answer */
    byMonth: z.array(scoreSchema.extend({ key: z.string() })),
  },
  before: { byMonth: [] },
  run: ({ scope }, { answerGroups }) => ({
    byMonth: scoresBy(
      monthsThrough(lastMonthOf(scope.asOf), answerGroups),
      answerGroups,
      ({ month }) => month,
    ),
  }),
});

/** The last months, from the first with an answer on. */
function monthsThrough(last: string, found: readonly { month: string | null }[]): string[] {
  const [first] = found.flatMap(({ month }) => month ?? []).sort();
  if (first === undefined) return [];
  return Array.from({ length: MONTHS_SHOWN }, (_, at) =>
    addMonths(last, at + 1 - MONTHS_SHOWN).slice(0, 7),
  ).filter((month) => month >= first);
}
