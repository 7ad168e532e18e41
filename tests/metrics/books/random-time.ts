import { calendarOf, dayOf, dayText } from '../oracle/calendar';
import type { Chance } from './random-source';

const MINUTE = 60_000;

/** The first instant (to the minute) of a calendar day in a time zone, in milliseconds. */
function beginningOf(day: number, timezone: string): number {
  const dayOfInstant = calendarOf(timezone);
  let [before, from] = [(day - 2) * 1440, (day + 2) * 1440];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dayOfInstant(middle * MINUTE) < day) before = middle;
    else from = middle;
  }
  return from * MINUTE;
}

/** A random instant of a day; one in four is within two seconds of its beginning. */
export function randomInstant(chance: Chance, day: number, timezone: string): string {
  const beginning = beginningOf(day, timezone);
  const offset = chance.happens(0.25) ? chance.whole(-2, 1) * 1000 : chance.whole(0, 86_399) * 1000;
  return new Date(beginning + offset).toISOString().replace('.000Z', 'Z');
}

/** A day of the `days` before `asOf`; one in ten is the end or the beginning of a month. */
export function randomDay(chance: Chance, asOf: string, days: number): number {
  const day = dayOf(asOf) - chance.whole(1, days);
  if (!chance.happens(0.1)) return day;
  const firstOfMonth = dayOf(`${dayText(day).slice(0, 7)}-01`);
  return firstOfMonth - chance.whole(0, 1);
}
