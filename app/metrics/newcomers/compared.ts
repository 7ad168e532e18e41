import { tenure } from '../ltv/tenure.sql';
import { step } from '../step';
import { GROUP_DAYS, type Group } from './group';

/** Compares the latest quarter with this many before it together, and with the first of them. */
export const QUARTERS_BEFORE = 4;

/** The groups of newcomers to compare. */
interface Compared {
  /** each quarter by itself */
  each: Group[];
  /** the latest quarter whose R(90) is known; null where none is */
  latest: Group | null;
  /** the four quarters before it together */
  before: Group | null;
}

export const comparedGroups = step({
  name: 'comparedGroups',
  on: 'none',
  needs: { tenure },
  run: (_, { tenure: { quarters, together } }): Compared => {
    const each = quarters.map(({ quarter, cumulative }) => ({
      from: quarter,
      to: quarter,
      cumulative,
    }));
    const latest =
      each.findLast(({ cumulative }) => cumulative.within(GROUP_DAYS) !== null) ?? null;
    if (latest === null) return { each, latest, before: null };
    const [from, to] = [latest.from - QUARTERS_BEFORE, latest.from - 1];
    const cumulative = together((quarter) => quarter >= from && quarter <= to);
    return { each, latest, before: { from, to, cumulative } };
  },
});
