import type { ShownNumber } from '../../../app/metrics/shown';
import type { Snapshot } from '../../../app/metrics/snapshot';
import type { ReportWords } from './words';

/** The sign for an unknown number. */
export const UNKNOWN = '–';

export function known<T>(value: T | null, show: (value: T) => string): string {
  return value === null ? UNKNOWN : show(value);
}

export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

export function number(value: number | null, words: ReportWords, digits = 0): string {
  return known(value, (one) => one.toLocaleString(words.locale, { maximumFractionDigits: digits }));
}

export function percent(share: number | null, words: ReportWords): string {
  return known(share, (one) => `${number(one * 100, words, 1)} %`);
}

export function money(amount: number | null, { currency }: Snapshot, words: ReportWords): string {
  return known(amount, (one) => one.toLocaleString(words.locale, { style: 'currency', currency }));
}

/** A number by its kind. */
export function written(
  { kind, value }: ShownNumber,
  snapshot: Snapshot,
  words: ReportWords,
): string {
  switch (kind) {
    case 'money':
      return money(value, snapshot, words);
    case 'rate':
      return percent(value, words);
    case 'days':
      return known(value, (days) => words.days(number(days, words)));
    case 'customers':
    case 'count':
      return number(value, words);
    case 'years':
    case 'mean':
      return number(value, words, 2);
  }
}

/** What is said beside a number of the month that runs; nothing where it is of none, or the month is over. */
export function openNote(
  { key }: ShownNumber,
  { incompleteMonth }: Snapshot,
  words: ReportWords,
): string {
  if (incompleteMonth === null) return '';
  return words.saidIf(`ltv:number.${key}.open`)?.replace('{{month}}', incompleteMonth) ?? '';
}
