/** Year, number and months of a quarter such as `2025-Q3` or `2025Q3`. */
export function quarterParts(quarter: string): Record<string, string | number> {
  const [year = '', number = ''] = quarter.split(/-?Q/);
  const first = (Number(number) - 1) * 3 + 1;
  return { year, number, from: first, to: first + 2 };
}

/** A quarter for a spreadsheet: 2025-Q3. */
export function plainQuarter(quarter: string): string {
  const { year, number } = quarterParts(quarter);
  return `${year}-Q${number}`;
}
