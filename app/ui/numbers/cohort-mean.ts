/** Customers by month of first purchase, and a number of each month since. */
export interface CohortRow {
  /** `YYYY-MM`; null: the mean of all */
  month: string | null;
  customers: number;
  /** per customer, by calendar months since the first purchase */
  values: number[];
}

/** With fewer customers a cohort is chance: it has no shade and is not in the scale of the shades. */
export const LEAST_CUSTOMERS = 30;

/**
 * The mean of the cohorts: of each month since, over the customers of the cohorts for which that month is over.
 * @param isOpen whether a cohort's month is not over; it still grows, and would lower the mean
 */
export function meanOf(
  rows: readonly CohortRow[],
  isOpen: (row: CohortRow, index: number) => boolean,
): CohortRow {
  const months = Math.max(0, ...rows.map(({ values }) => values.length));
  const values: number[] = [];
  for (let index = 0; index < months; index++) {
    const seen = rows.filter((row) => index < row.values.length && !isOpen(row, index));
    const customers = seen.reduce((sum, row) => sum + row.customers, 0);
    if (customers === 0) break;
    const total = seen.reduce((sum, row) => sum + row.customers * (row.values[index] ?? 0), 0);
    values.push(total / customers);
  }
  return { month: null, customers: rows.reduce((sum, row) => sum + row.customers, 0), values };
}

/** The number of the darkest shade: the highest from month `from` on, of cohorts that are not chance. */
export function highestOf(rows: readonly CohortRow[], from: number): number {
  return rows
    .filter(({ customers }) => customers >= LEAST_CUSTOMERS)
    .flatMap(({ values }) => values.slice(from))
    .reduce((highest, value) => Math.max(highest, value), Number.EPSILON);
}
