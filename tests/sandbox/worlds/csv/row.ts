import type { FinancialStatus } from '../../store/records';
import { BadOrderExport } from './bad-order-export';
import { COLUMNS } from './columns';
import type { ColumnKey, Columns } from './columns';
import { EXPECTED, EXPORT_AGAIN, NEEDS_ZONE } from './faults';
import { financialStatusNamed } from './financial-status';
import { parseLocalTime } from './local-time';
import type { Said } from './said';
import { asIs, quoted } from './said';
import { parseStamp } from './time-cell';
import type { Stamp } from './time-cell';

const AMOUNT = /^(-?)(\d{1,11})(?:\.(\d+))?$/;
// Spreadsheets write whole numbers as 1.0
const WHOLE = /^(\d{1,15})(?:\.0+)?$/;
const ROUNDED = /^\d+(?:[.,]\d+)?E\+?\d+$/i;
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const ANSWERS = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
  ['', false],
]);

/** Converts a wall clock's time, given as if it were UTC, to its instant. */
export type Clock = (asIfUtc: number) => number;

/** One row of the file: reads cells by column, and names the place of an unreadable one. */
export class Row {
  constructor(
    private readonly cells: readonly string[],
    private readonly columns: Columns,
    readonly line: number,
  ) {}

  /** The trimmed cell; '' if it is empty or the column is missing. */
  text(key: ColumnKey): string {
    return this.cells[this.columns.at[key] ?? -1]?.trim() ?? '';
  }

  /** An amount in minor units; an empty cell is 0 unless `required`. */
  amount(key: ColumnKey, digits: number, { required = false } = {}): number {
    const text = this.text(key);
    if (text === '' && !required) return 0;
    const match = AMOUNT.exec(text);
    const fraction = (match?.[3] ?? '').replace(/0+$/, '');
    if (match === null || fraction.length > digits) throw this.bad(key, EXPECTED.amount(digits));
    const value = Number(`${match[2] ?? ''}${fraction.padEnd(digits, '0')}`);
    return match[1] === '-' && value !== 0 ? -value : value;
  }

  /** A whole number of 0 or more; null for an empty cell. */
  whole(key: ColumnKey, example: string): number | null {
    const text = this.text(key);
    if (text === '') return null;
    const match = WHOLE.exec(text);
    if (match === null) throw this.bad(key, EXPECTED.whole(example));
    return Number(match[1]);
  }

  /** The order's Id; null for an empty cell, `lost` for one that a spreadsheet has rounded to "5.5E+12". */
  id(): number | null | 'lost' {
    return ROUNDED.test(this.text('id')) ? 'lost' : this.whole('id', '5000000001');
  }

  /** Digits and a leading +; null for fewer than 7 digits, or when a spreadsheet has rounded them. */
  phone(): string | null {
    // Japanese keyboards type full-width digits.
    const text = this.text('phone').normalize('NFKC');
    if (text === '' || ROUNDED.test(text)) return null;
    const digits = text.replaceAll(/[^0-9]/g, '');
    if (digits.length < 7) return null;
    return /^[^0-9]*\+/.test(text) ? `+${digits}` : digits;
  }

  /** @param clock the shop zone's clock, for times without an offset; null if unknown */
  time(key: ColumnKey, clock: Clock | null): Stamp {
    const text = this.text(key);
    const stamp = parseStamp(text);
    if (stamp !== null) return stamp;
    const local = parseLocalTime(text);
    if (local === null) throw this.bad(key, EXPECTED.time);
    if (clock === null) throw this.bad(key, EXPECTED.time, NEEDS_ZONE);
    const instant = clock(local);
    return { instant, offsetMinutes: (local - instant) / 60_000 };
  }

  /** Null for an empty cell, as on Shopify. */
  financialStatus(): FinancialStatus | null {
    const text = this.text('financialStatus');
    if (text === '') return null;
    const status = financialStatusNamed(text);
    if (status === undefined) throw this.bad('financialStatus', EXPECTED.status);
    return status;
  }

  currency(): string {
    const code = this.text('currency').toUpperCase();
    if (!CURRENCIES.has(code)) throw this.bad('currency', EXPECTED.currency);
    return code;
  }

  acceptsMarketing(): boolean {
    const answer = ANSWERS.get(this.text('acceptsMarketing').toLowerCase());
    if (answer === undefined) throw this.bad('acceptsMarketing', EXPECTED.answer);
    return answer;
  }

  /**
   * @param wayOut by default a new export for a cell with digits, because spreadsheets rewrite amounts, times
   * and Ids
   */
  bad(
    key: ColumnKey,
    expected: Said,
    wayOut: Said | undefined = /\p{Nd}/u.test(this.text(key)) ? EXPORT_AGAIN : undefined,
  ): BadOrderExport {
    const found = asIs(quoted(this.text(key)));
    return new BadOrderExport({ line: this.line, column: COLUMNS[key], expected, found, wayOut });
  }
}
