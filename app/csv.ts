/**
 * The one place that writes CSV (RFC 4180), for files that a merchant opens in a spreadsheet: every
 * text is quoted, and none is a formula. A number stands as it is, so that a spreadsheet can count with it.
 */

/** Spreadsheets recognise UTF-8 by it. */
export const BYTE_ORDER_MARK = '\uFEFF';
/** A first sign that begins a formula, or that spreadsheets skip before they look for one. */
const FORMULA_START = /^[=+\-@\u2212\s\p{C}]/u;
/** What a double holds exactly; the digits behind are noise of the sum: 0.30000000000000004. */
const DIGITS = 15;

/** An amount of money: written with the decimals of its currency, as a page rounds it. */
interface CsvAmount {
  /** in major units; null where it is not known */
  amount: number | null;
  decimals: number;
}

/** Text, a number, an amount, or null where nothing is known. */
export type CsvCell = string | number | CsvAmount | null;

/** Lines of cells as CSV text, without the byte order mark. */
export function csvLines(lines: readonly (readonly CsvCell[])[]): string {
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(content: CsvCell): string {
  if (typeof content === 'string') return csvText(content);
  if (content !== null && typeof content === 'object') return amountOf(content);
  return content === null || !Number.isFinite(content)
    ? ''
    : String(Number(content.toPrecision(DIGITS)));
}

/** By decimals: making a NumberFormat costs 50 times what using one does, and a cohort grid has hundreds. */
const formats = new Map<number, Intl.NumberFormat>();

/** `toFixed` rounds 1.005 down, a page rounds it up: both are of one formatter. */
function amountOf({ amount, decimals }: CsvAmount): string {
  if (amount === null || !Number.isFinite(amount)) return '';
  const fraction = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const format =
    formats.get(decimals) ??
    new Intl.NumberFormat('en-US', { ...fraction, useGrouping: false, signDisplay: 'negative' });
  formats.set(decimals, format);
  return format.format(amount);
}

/**
 * A cell of text. Puts an apostrophe before what a spreadsheet would take for a formula, which makes it text. NFKC
 * covers full-width signs, which Japanese and Chinese spreadsheets read as plain ones.
 */
export function csvText(text: string): string {
  const [first = ''] = text;
  const plain = FORMULA_START.test(first.normalize('NFKC')) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
