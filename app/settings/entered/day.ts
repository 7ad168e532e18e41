/**
 * Reads a day as people and spreadsheets write it: 2026-01-31, 2026/1/31, 2026年1月31日, full-width digits too.
 * @returns YYYY-MM-DD; null for a text that is no day of the calendar
 */
export function readDay(text: string): string | null {
  const given = text.normalize('NFKC').trim();
  const [, year, month, date] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(given) ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  // 31 February is read as a day of March
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : null;
}
