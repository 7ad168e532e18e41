import { z } from 'zod';
import { rows, sql, type Sql } from '../../../store/db.server';
import { addDays } from '../../calendar';
import { day } from '../../kinds';
import { integer } from '../../number';
import { slice, step } from '../../step';
import { answers } from '../answers/answers.sql';
import { scoreAmong } from './counts';
import { scoreSchema } from './score';
import { SCORES } from '../../../terms/scores';

const point = scoreSchema.extend({ day });
export type Point = z.output<typeof point>;

/** Days of answers in a point of the trend, its own included. */
export const WINDOW_DAYS = 30;
/** Longer trends have a point a week, and none is longer than 24 months. */
const DAILY_DAYS = 182;
export const LONGEST_DAYS = 730;

/**
 * The score of a 30-day window over each customer's latest answer in it, day by day up to D - 1. An
 * answer is in the windows of the 30 days from its own on, until the customer answers again.
 */
export const dailyTrend = step({
  name: 'dailyTrend',
  on: 'second',
  needs: { answers },
  run: async ({ tx, scope }, { answers }): Promise<Point[]> => {
    if (answers === null) return [];
    const changes = await rows(
      tx,
      z.object({ day: z.string(), score: integer, customers: integer }),
      sql`
      select day::text, score, sum(customers)::int as customers from (
        select day, score, count(*) as customers from ${shownAnswers(answers)} group by 1, 2
        union all
        select until, score, -count(*) from ${shownAnswers(answers)} group by 1, 2
      ) change group by 1, 2`,
    );
    return pointsOf(changes, scope.asOf);
  },
});

export const trend = slice({
  name: 'trend',
  on: 'none',
  needs: { dailyTrend },
  part: 'nps',
  numbers: {
    /** the 30 days up to and with `day`; daily, or weekly where it is long; 24 months at most */
    trend: z.array(point),
  },
  before: { trend: [] },
  run: (_, { dailyTrend }) => ({ trend: thinned(dailyTrend) }),
});

function pointsOf(
  changes: readonly { day: string; score: number; customers: number }[],
  asOf: string,
): Point[] {
  const byDay = Map.groupBy(changes, ({ day }) => day);
  const first = [...byDay.keys()].reduce((least, day) => (day < least ? day : least), asOf);
  const points: Point[] = [];
  const counts = SCORES.map((score) => ({ score, customers: 0 }));
  for (let day = first; day < asOf; day = addDays(day, 1)) {
    for (const { score, customers } of byDay.get(day) ?? []) {
      const own = counts[score];
      if (own !== undefined) own.customers += customers;
    }
    points.push({ day, ...scoreAmong(counts) });
  }
  return points;
}

/** The answers that any window shows, from `day` until the day before `until`. */
const shownAnswers = (answers: Sql) => sql`(
  select day, score, least(next_day, day + ${WINDOW_DAYS}::int) as until from ${answers}
  where customer_id is not null and (next_day is null or next_day > day)
) shown`;

function thinned(points: readonly Point[]): Point[] {
  const shown = points.slice(-LONGEST_DAYS);
  if (shown.length <= DAILY_DAYS) return shown;
  return shown.filter((_, at) => (shown.length - 1 - at) % 7 === 0);
}
