import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { addDays } from '../calendar';
import { integer } from '../number';
import type { Scope } from '../scope';
import { scoreAmong } from './counts';
import type { Nps } from './nps';

/** Days of answers that a point of the trend looks back on, its own included. */
const WINDOW_DAYS = 30;
/** Longer trends have a point a week, and none is longer than 24 months. */
const DAILY_DAYS = 182;
const LONGEST_DAYS = 730;

/**
 * The score of a 30-day window over each customer's latest answer in it, day by day up to D - 1. An
 * answer is in the windows of the 30 days from its own on, until the customer answers again. Reads
 * `answer`.
 */
export async function trend(tx: Tx, scope: Scope): Promise<Nps['trend']> {
  const changes = await rows(
    tx,
    z.object({ day: z.string(), score: integer, customers: integer }),
    sql`
    select day::text, score, sum(customers)::int as customers from (
      select day, score, count(*) as customers from ${STANDING} group by 1, 2
      union all
      select until, score, -count(*) from ${STANDING} group by 1, 2
    ) change group by 1, 2`,
  );
  const byDay = Map.groupBy(changes, ({ day }) => day);
  const first = [...byDay.keys()].reduce((least, day) => (day < least ? day : least), scope.asOf);
  const points: Nps['trend'] = [];
  const standing = Array.from({ length: 11 }, (_, score) => ({ score, customers: 0 }));
  for (let day = first; day < scope.asOf; day = addDays(day, 1)) {
    for (const { score, customers } of byDay.get(day) ?? []) {
      const own = standing[score];
      if (own !== undefined) own.customers += customers;
    }
    points.push({ day, ...scoreAmong(standing) });
  }
  return thinned(points);
}

/** The answers that any window shows, from `day` until the day before `until`. */
const STANDING = sql`(
  select day, score, least(next_day, day + ${WINDOW_DAYS}::int) as until from answer
  where customer_id is not null and (next_day is null or next_day > day)
) standing`;

function thinned(points: Nps['trend']): Nps['trend'] {
  const shown = points.slice(-LONGEST_DAYS);
  if (shown.length <= DAILY_DAYS) return shown;
  return shown.filter((_, at) => (shown.length - 1 - at) % 7 === 0);
}
