import type { CohortTotals, ShownCohorts } from '../../metrics/cohorts/shown';

/** A row of the table. */
export interface CohortRow {
  /** the place of its period; null: the mean of all */
  at: number | null;
  customers: number;
  /** per customer, by periods since the first purchase */
  values: number[];
}

/** The columns before those of the periods: the cohort and its customers. */
export const HEADS = 2;

/** With fewer customers a cohort is chance: it has no shade and is not in the scale of the shades. */
export const LEAST_CUSTOMERS = 30;

/** Whether a cohort's period is not over: it still grows. */
export function isOpen({ periods, openUntil }: ShownCohorts, at: number | null, since: number) {
  return openUntil !== null && at !== null && at + since === periods.length - 1;
}

/** The sums of the cohorts for which a period since the first purchase is over. */
export function matureSums(
  shown: ShownCohorts,
  since: number,
): { customers: number; total: number } {
  const seen = shown.rows.filter(
    ({ at, totals }) => since < totals.length && !isOpen(shown, at, since),
  );
  const sum = (of: (row: CohortTotals) => number) =>
    seen.reduce((total, row) => total + of(row), 0);
  return {
    customers: sum(({ customers }) => customers),
    total: sum(({ totals }) => totals[since] ?? 0),
  };
}

/** The mean of the cohorts: of each period since, over the customers for whom it is over. */
export function meanOf(shown: ShownCohorts): CohortRow {
  const values: number[] = [];
  for (let since = 0; since < shown.periods.length; since++) {
    const { customers, total } = matureSums(shown, since);
    if (customers === 0) break;
    values.push(total / customers);
  }
  return {
    ...{ at: null, values },
    customers: shown.rows.reduce((sum, { customers }) => sum + customers, 0),
  };
}

/** The number of the darkest shade: the highest from period `from` on, of cohorts that are not chance. */
export function highestOf(rows: readonly CohortRow[], from: number): number {
  return rows
    .filter(({ customers }) => customers >= LEAST_CUSTOMERS)
    .flatMap(({ values }) => values.slice(from))
    .reduce((highest, value) => Math.max(highest, value), Number.EPSILON);
}
