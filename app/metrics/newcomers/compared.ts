import { tenure } from '../ltv/tenure.sql';
import { step } from '../step';
import { GROUP_DAYS, type Group } from './group';

/** The latest quarter of newcomers is compared with so many before it, and with the one so many before. */
export const QUARTERS_BEFORE = 4;

/** Which groups of newcomers are compared. */
interface Compared {
  /** each quarter by itself */
  each: Group[];
  /** the latest quarter whose R(90) is known; null where none is */
  latest: Group | null;
  /** the four quarters before it, taken together */
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
