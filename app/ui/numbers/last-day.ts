/** The last day in numbers as of D: the one before D. */
export function lastDay(asOf: string | null): string | null {
  if (asOf === null) return null;
  const day = new Date(`${asOf}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}
