import { latestByCustomer, type Answer } from './answers';
import { dayText, type Day } from './calendar';
import { npsOf } from './nps-score';

export interface BadWeeks {
  from: string;
  to: string;
  lowest: number;
  lowestDay: string;
  detractors: number;
  before: number;
}

/** Metrics.md section 10: three windows, a week apart, under the one that ended 30 days before the first. */
export function badWeeksOf(answers: readonly Answer[], asOf: Day): BadWeeks[] {
  const known = new Map<Day, ReturnType<typeof npsOf>>();
  const window = (end: Day): ReturnType<typeof npsOf> => {
    const kept = known.get(end);
    if (kept !== undefined) return kept;
    const own = answers.filter(({ day }) => day <= end && day > end - 30);
    const score = npsOf([...latestByCustomer(own).values()].map((answer) => answer.score));
    known.set(end, score);
    return score;
  };
  const first = answers.reduce((least, { day }) => Math.min(least, day), asOf);
  const times: { from: Day; to: Day }[] = [];
  for (let day = first + 44; day < asOf; day += 1) {
    const floor = window(day - 44).low;
    const isLow = (end: Day): boolean => (window(end).high ?? Infinity) < (floor ?? -Infinity);
    if (![day - 14, day - 7, day].every(isLow)) continue;
    const last = times.at(-1);
    if (last !== undefined && day - last.to <= 7) last.to = day;
    else times.push({ from: day - 14, to: day });
  }
  return times
    .filter(({ to }) => to >= asOf - 730)
    .map(({ from, to }) => {
      const days = Array.from({ length: to - from + 1 }, (_, at) => from + at);
      const scored = days.filter((day) => window(day).score !== null);
      const scoreAt = (day: Day): number => window(day).score ?? NaN;
      const lowestDay = scored.reduce((least, day) =>
        scoreAt(day) < scoreAt(least) ? day : least,
      );
      return {
        from: dayText(from),
        to: dayText(to),
        lowest: scoreAt(lowestDay),
        lowestDay: dayText(lowestDay),
        detractors: window(lowestDay).detractors,
        before: scoreAt(from - 30),
      };
    });
}
