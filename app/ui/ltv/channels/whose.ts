import type { ChannelWorth } from '../../../metrics/costs/channel-worth.server';
import { UNKNOWN_SOURCE } from '../../../terms/filters';
import { WHO_LIMITS, type Condition, type Who } from '../../../terms/people';
import { monthDays, type Days } from '../../people/newcomers-who';
import { writeWho } from '../../../who-address';

type Group = ChannelWorth['groups'][number];
type Month = Group['months'][number];

const YEAR = 12;
/** Of a sum of amounts that were added in another order. */
const SAME = 0.001;

/**
 * The sources of a channel's newcomers, or of those of none.
 * @param mapping channels by source
 * @returns none for everyone; null where no source has the channel
 */
export function fromSources(
  group: Group['group'],
  mapping: ReadonlyMap<string, string>,
): Condition[] | null {
  if (group === 'all') return [];
  if (group === 'unknown') return [{ field: 'filterSource', is: [UNKNOWN_SOURCE] }];
  if (group === 'unmapped') return notFrom([...mapping.keys(), UNKNOWN_SOURCE]);
  const own = [...mapping].flatMap(([source, channel]) =>
    channel === group.channel ? [source] : [],
  );
  return own.length === 0 ? null : [{ field: 'filterSource', is: own }];
}

/** Newcomers from no source of some, those of an unknown source with them. */
export const notFrom = (sources: readonly string[]): Condition[] => [
  { field: 'filterSource', is: sources, not: true },
];

/**
 * The newcomers of a whole row: of the months with spend, or without any of the last 12 complete months.
 * @param asOf D, whose month is not over
 * @returns null where an address cannot hold them, or a month is older than the rows by month
 */
export function wholeWho(
  { group, whole, months }: Group,
  mapping: ReadonlyMap<string, string>,
  asOf: string,
): Who | null {
  const over = months.filter(({ month }) => month < asOf.slice(0, 7));
  const of = (whole.spend === null ? over : over.filter(({ spend }) => (spend ?? 0) > 0)).slice(
    -YEAR,
  );
  const sum = (value: (month: Month) => number) => of.reduce((all, month) => all + value(month), 0);
  // the rows by month are two years, and the months with spend may be older
  const isAll =
    sum(({ newcomers }) => newcomers) === whole.newcomers &&
    (whole.spend === null || Math.abs(sum(({ spend }) => spend ?? 0) - whole.spend) < SAME);
  return isAll ? whoIn(of, fromSources(group, mapping)) : null;
}

/**
 * The newcomers of some months, oldest first, who meet conditions.
 * @returns null where the conditions are not known, or an address cannot hold them
 */
export function whoIn(
  months: readonly { month: string }[],
  conditions: readonly Condition[] | null,
): Who | null {
  const runs = runsOf(months.map(({ month }) => monthDays(month)));
  if (conditions === null || runs.length === 0 || runs.length > WHO_LIMITS.groups) return null;
  const who = runs.map((days): Condition[] => [{ field: 'first', ...days }, ...conditions]);
  return isHeld(who) ? who : null;
}

/** Whether the address of a list can hold whom it shows. */
const isHeld = (who: Who): boolean =>
  writeWho(who).length <= WHO_LIMITS.characters &&
  who.flat().every((one) => !('is' in one) || one.is.length <= WHO_LIMITS.values);

/** Months that follow each other are one run of days. */
function runsOf(months: readonly Days[]): Days[] {
  const runs: Days[] = [];
  for (const days of months) {
    const last = runs.at(-1);
    if (last !== undefined && dayAfter(last.to) === days.from) last.to = days.to;
    else runs.push({ ...days });
  }
  return runs;
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
