import { z } from 'zod';
import { addDays, daysBetween } from '../../calendar';
import { day, kinds } from '../../kinds';
import { slice } from '../../step';
import { dailyTrend, LONGEST_DAYS, type Point } from './trend.sql';

const badWeeksSchema = z.object({
  /** the end of the first window that lies low, and the last day on which three did */
  from: day,
  to: day,
  /** the lowest score of the windows that end from `from` to `to`, and its window's last day */
  lowest: z.number(),
  lowestDay: day,
  /** customers who gave 0 to 6 in it */
  detractors: kinds.customers,
  /** score of the window 30 days before `from` */
  before: z.number(),
});

/** Three windows, a week apart, lie under the one that ended 30 days before the first of them. */
const WEEK = 7;
const DAYS_BEFORE = 30;

/** Weeks in which the score fell by more than its intervals allow (README.md section 6). */
export const badWeeks = slice({
  name: 'badWeeks',
  on: 'none',
  needs: { dailyTrend },
  part: 'nps',
  numbers: {
    /** oldest first, of the last 24 months */
    badWeeks: z.array(badWeeksSchema),
  },
  before: { badWeeks: [] },
  run: ({ scope }, { dailyTrend }) => ({
    badWeeks: badWeeksIn(dailyTrend).filter(
      ({ to }) => daysBetween(to, scope.asOf) <= LONGEST_DAYS,
    ),
  }),
});

type BadWeeks = z.output<typeof badWeeksSchema>;
type Known = Point & { score: number; low: number; high: number };

function badWeeksIn(points: readonly Point[]): BadWeeks[] {
  const byDay = new Map(points.filter(isKnown).map((point) => [point.day, point]));
  const found: Pick<BadWeeks, 'from' | 'to' | 'before'>[] = [];
  for (const { day } of byDay.values()) {
    const from = addDays(day, -2 * WEEK);
    const reference = byDay.get(addDays(from, -DAYS_BEFORE));
    const three = [from, addDays(day, -WEEK), day].map((end) => byDay.get(end));
    if (reference === undefined || !three.every((one) => one && one.high < reference.low)) continue;
    const open = found.at(-1);
    // bad days up to a week apart are one time
    if (open !== undefined && daysBetween(open.to, day) <= WEEK) open.to = day;
    else found.push({ from, to: day, before: reference.score });
  }
  return found.map((one) => ({ ...one, ...lowestBetween([...byDay.values()], one) }));
}

function lowestBetween(points: readonly Known[], { from, to }: Pick<BadWeeks, 'from' | 'to'>) {
  const within = points.filter(({ day }) => day >= from && day <= to);
  const lowest = within.reduce((least, one) => (one.score < least.score ? one : least));
  return { lowest: lowest.score, lowestDay: lowest.day, detractors: lowest.detractors };
}

function isKnown(point: Point): point is Known {
  return point.score !== null && point.low !== null && point.high !== null;
}
