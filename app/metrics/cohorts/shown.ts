import { MOST_COHORTS, type CohortMeasure, type Grain } from '../../terms/cohorts';
import type { Snapshot } from '../snapshot';
import type { CohortGrid } from './grid.sql';
import { lastPeriod, periodIndex, periodStart } from './periods';

/** What a table of cohorts shows. */
export interface CohortChoice {
  grain: Grain;
  measure: CohortMeasure;
  /** up to the end of each period, not in it alone */
  isCumulative: boolean;
  renewals: 'with' | 'without';
}

/** Cohorts as their table shows them. */
export interface ShownCohorts {
  /** the first days of the periods since the oldest cohort, the last one that of D − 1 */
  periods: string[];
  /** the last day of the last period while it is not over: its cells still grow until then */
  openUntil: string | null;
  /** oldest first */
  rows: CohortTotals[];
}

/** One cohort. */
export interface CohortTotals {
  /** the place of its own period among `periods` */
  at: number;
  customers: number;
  /** of all its customers, by periods since the first purchase */
  totals: number[];
}

/** What of a cohort a snapshot keeps, by the first day of its period. */
type Kept = Record<string, Pick<CohortGrid[string], 'customers'> & Partial<Sums>>;
type Sums = Omit<CohortGrid[string], 'customers' | 'withoutRenewals'>;

/** Whether a choice needs a count of its own: a snapshot keeps revenue and buyers by month. */
export function needsDetail({ grain, measure, isCumulative }: CohortChoice): boolean {
  return grain !== 'month' || measure === 'orders' || (measure === 'customers' && isCumulative);
}

/** The cohorts by month that a snapshot keeps. */
export function cohortsOfSnapshot(snapshot: Snapshot, choice: CohortChoice): ShownCohorts {
  const own = choice.renewals === 'with' ? snapshot.cohorts : snapshot.cohortsWithoutRenewals;
  const kept = Object.fromEntries(
    Object.entries(own).map(([month, cohort]) => [`${month}-01`, cohort]),
  );
  return shown(kept, snapshot, choice);
}

/** The cohorts of a detail. @param snapshot of the same customers, whose margin profit takes */
export function cohortsOfGrid(
  grid: CohortGrid,
  snapshot: Snapshot,
  choice: CohortChoice,
): ShownCohorts {
  const kept = Object.fromEntries(
    Object.entries(grid).map(([start, { withoutRenewals, customers, ...all }]) => [
      start,
      { customers, ...(choice.renewals === 'with' ? all : withoutRenewals) },
    ]),
  );
  return shown(kept, snapshot, choice);
}

function shown(kept: Kept, { asOf, ltv }: Snapshot, choice: CohortChoice): ShownCohorts {
  const { grain } = choice;
  const { index: last, openUntil } = lastPeriod(grain, asOf);
  const cohorts = Object.entries(kept)
    .map(([start, cohort]) => ({ index: periodIndex(grain, start), cohort }))
    .filter(({ index }) => index > last - MOST_COHORTS)
    .sort((a, b) => a.index - b.index);
  const first = cohorts[0]?.index ?? last;
  return {
    openUntil,
    periods: Array.from({ length: last - first + 1 }, (_, at) => periodStart(grain, first + at)),
    rows: cohorts.map(({ index, cohort }) => ({
      at: index - first,
      customers: cohort.customers,
      totals: totalsOf(cohort, choice, ltv.marginRate),
    })),
  };
}

/** Customers up to a period are those who have bought again by then, each once: buyers of two periods overlap. */
function totalsOf(
  { active = [], repeated = [], orders = [], revenue = [] }: Partial<Sums>,
  { measure, isCumulative }: CohortChoice,
  marginRate: number | null,
): number[] {
  const each = {
    revenue,
    orders,
    profit: marginRate === null ? [] : revenue.map((amount) => amount * marginRate),
    customers: isCumulative ? repeated : active,
  }[measure];
  if (!isCumulative) return each;
  let sum = 0;
  return each.map((value) => (sum += value));
}
