import { parseAmount, type AmountFault } from './amount';

export type SpendFault = AmountFault | 'decimals';

/** The decimals that a currency has: 0 of JPY, 3 of KWD. */
export function decimalsOf(currency: string): number {
  const options = { style: 'currency', currency } as const;
  return new Intl.NumberFormat('en-US', options).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * Reads spend of the shop's currency as people write it (`parseAmount`), with no more decimals than the currency has.
 * @param currency ISO 4217
 * @param decimals those of the currency
 * @returns null for an empty text, or why it is not taken
 */
export function parseSpendText(
  text: string,
  currency: string,
  decimals: number,
): { amount: number | null } | { fault: SpendFault } {
  const read = parseAmount(text, currency);
  if ('fault' in read || read.amount === null) return read;
  return Number(read.amount.toFixed(decimals)) === read.amount ? read : { fault: 'decimals' };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads a month as files have it: 2026-01, 2026/1, 2026年1月, 2026-01-31; Jan-26 and January 2026, which spreadsheets make of
 * the first. @returns YYYY-MM; null for anything else
 */
export function parseMonth(text: string): string | null {
  const given = text.normalize('NFKC').trim();
  const [, year, month, slashed, named] =
    /^(\d{4})[-/.年](\d{1,2})(?:月|[-/.](\d{1,2})|月(\d{1,2})日)?$/.exec(given) ?? [];
  if (year !== undefined) return known(year, Number(month), Number(slashed ?? named ?? 1));
  const [, name = '', after = ''] = /^([A-Za-z]{3,9})[-\s](\d{4}|\d{2})$/.exec(given) ?? [];
  const place = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return place < 0 ? null : known(after.length === 2 ? `20${after}` : after, place + 1);
}

/** null for a day that no month has */
const known = (year: string, month: number, day = 1): string | null =>
  new Date(Date.UTC(Number(year), month - 1, day)).getUTCMonth() === month - 1 && day > 0
    ? `${year}-${String(month).padStart(2, '0')}`
    : null;
