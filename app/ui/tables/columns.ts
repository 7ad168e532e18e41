import type { ReactNode } from 'react';
import type { CsvCell } from '../../csv';
import type { DefinitionName } from '../numbers/definition-name';
import type { PageFormat } from '../numbers/use-format';

/** One column of a table of rows: how its cells read, and what they are worth. */
export interface Column<Row> {
  key: string;
  /** the head; a phone's card and the CSV have it, too */
  label: string;
  /** the definition that the head opens */
  term?: DefinitionName;
  /** the cell as it is read */
  text: (row: Row) => string;
  /**
   * the number behind the text, by which the column sorts and which the CSV has; null where it is unknown. A
   * column without it is words: aligned left, sorted by the language
   */
  value?: (row: Row) => number | null;
  /** what stands in place of the text on screen */
  show?: (row: Row) => ReactNode;
  /** 0-1, the darkness of the cell; null: no shade */
  heat?: (row: Row) => number | null;
  /** the column that matters: large beside the name on a phone */
  main?: boolean;
  /** what the CSV has in its place: a date by ISO 8601, an amount, the two ends of an interval */
  file?: readonly FileColumn<Row>[];
}

/** A column of a table's CSV. */
export interface FileColumn<Row> {
  label: string;
  cell: (row: Row) => CsvCell;
}

/** A column of numbers. @param write the number as text; null is unknown */
export function numbers<Row>(
  key: string,
  label: string,
  value: (row: Row) => number | null,
  write: (value: number | null) => string,
  more: Partial<Column<Row>> = {},
): Column<Row> {
  return { key, label, value, text: (row) => write(value(row)), ...more };
}

/** A column of money: on screen with its sign, in the CSV plain, with the currency in the head. */
export function amounts<Row>(
  key: string,
  label: string,
  value: (row: Row) => number | null,
  format: PageFormat,
  more: Partial<Column<Row>> = {},
): Column<Row> {
  const file = inFile(format.inCurrency(label), amountCell(value, format));
  return numbers(key, label, value, format.money, { ...file, ...more });
}

/** A column of whole days whose head does not say so: its cells have the unit, its head in the CSV. */
export function dayCounts<Row>(
  key: string,
  label: string,
  value: (row: Row) => number | null,
  format: PageFormat,
): Column<Row> {
  return numbers(key, label, value, format.days, inFile(format.inDays(label), value));
}

/** What a column is in the CSV: a date by ISO 8601 where the page writes it in words. */
export function inFile<Row>(
  label: string,
  cell: (row: Row) => CsvCell,
): Required<Pick<Column<Row>, 'file'>> {
  return { file: [{ label, cell }] };
}

/** A column of 95 % intervals: in the CSV its two ends. @param kind `money`, or numbers written as they are */
export function intervals<Row>(
  key: string,
  label: string,
  range: (row: Row) => readonly [number, number] | null,
  text: (row: Row) => string,
  format: PageFormat,
  kind: 'money' | 'plain' = 'plain',
): Column<Row> {
  const [low, high] = format.ends(kind === 'money' ? format.inCurrency(label) : label);
  const end = (at: 0 | 1) => (row: Row) => range(row)?.[at] ?? null;
  const cell = (at: 0 | 1) => (kind === 'money' ? amountCell(end(at), format) : end(at));
  const file = [
    { label: low, cell: cell(0) },
    { label: high, cell: cell(1) },
  ];
  return words(key, label, text, { file });
}

function amountCell<Row>(
  value: (row: Row) => number | null,
  { decimals }: PageFormat,
): (row: Row) => CsvCell {
  return (row) => ({ amount: value(row), decimals });
}

/** A column of words. */
export function words<Row>(
  key: string,
  label: string,
  text: (row: Row) => string,
  more: Partial<Column<Row>> = {},
): Column<Row> {
  return { key, label, text, ...more };
}
