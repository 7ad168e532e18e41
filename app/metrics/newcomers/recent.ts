import { quarterName } from '../calendar';
import { kaplanMeier, type Duration } from '../curves/kaplan-meier';
import { interval } from '../ltv/interval';
import type { Quarter, Tenure } from '../ltv/tenure.sql';
import { GROUP_DAYS, type Group } from '../ltv/variance.sql';
import { f2Within, HEADLINE_DAYS } from '../repeat/f2';
import type { Snapshot } from '../snapshot';

/**
 * Recent newcomers (metrics.md section 9): R, its interval and F2 of each calendar quarter's newcomers
 * over them alone, and whether the latest ones are worth more or less than those before. Pure.
 */
interface Compared {
  /** each quarter by itself */
  each: Group[];
  /** the latest quarter whose R(90) is known; null where none is */
  latest: Group | null;
  /** the four quarters before it, taken together */
  before: Group | null;
}

/** Which groups of newcomers are compared. */
export function comparedGroups({ quarters, together }: Tenure): Compared {
  const each = quarters.map(({ quarter, cumulative }) => ({
    from: quarter,
    to: quarter,
    cumulative,
  }));
  const latest = each.findLast(({ cumulative }) => cumulative.within(GROUP_DAYS) !== null) ?? null;
  if (latest === null) return { each, latest, before: null };
  const [from, to] = [latest.from - QUARTERS_BEFORE, latest.from - 1];
  const cumulative = together((quarter) => quarter >= from && quarter <= to);
  return { each, latest, before: { from, to, cumulative } };
}

/** Each quarter's numbers, quarters with newcomers only. */
export function newcomers(
  quarters: readonly Quarter[],
  { each }: Compared,
  variances: ReadonlyMap<Group, number>,
  secondPurchases: readonly (Duration & { quarter: number })[],
): Snapshot['newcomers'] {
  const durations = Map.groupBy(secondPurchases, ({ quarter }) => quarter);
  return Object.fromEntries(
    quarters.map(({ quarter, customers, cumulative }, at) => {
      const group = each[at];
      const within = (days: number) => cumulative.within(days)?.revenue ?? null;
      const survival = kaplanMeier(durations.get(quarter) ?? []);
      return [
        quarterName(quarter),
        {
          customers,
          revenue: { '30': within(30), '90': within(90), '180': within(180) },
          interval90: interval(within(GROUP_DAYS), group && variances.get(group)),
          f2: f2Within(survival, HEADLINE_DAYS),
        },
      ];
    }),
  );
}

/**
 * The latest quarter against the four before it and against the same quarter a year before: a change
 * only where both differ, with the same sign, or every Christmas would be one.
 */
export function newcomersChange(
  { each, latest, before }: Compared,
  variances: ReadonlyMap<Group, number>,
): Snapshot['newcomersChange'] {
  const revenue = (group: Group | null | undefined) =>
    group?.cumulative.within(GROUP_DAYS)?.revenue ?? null;
  const [own, others] = [revenue(latest), revenue(before)];
  if (latest === null || before === null || own === null || others === null) return null;
  const zAgainst = (other: Group | undefined) => {
    const theirs = revenue(other);
    if (other === undefined || theirs === null) return null;
    const spread = Math.sqrt((variances.get(latest) ?? 0) + (variances.get(other) ?? 0));
    return spread === 0 ? null : (own - theirs) / spread;
  };
  const z = zAgainst(before);
  const zYear = zAgainst(each.find(({ from }) => from === latest.from - QUARTERS_BEFORE));
  const both = z !== null && zYear !== null && Math.sign(z) === Math.sign(zYear);
  return {
    quarter: quarterName(latest.from),
    revenue: own,
    before: others,
    z,
    zYear,
    changed: both && Math.abs(z) > SIGNIFICANT && Math.abs(zYear) > SIGNIFICANT,
  };
}

const QUARTERS_BEFORE = 4;
const SIGNIFICANT = 1.96;
