import { BYTE_ORDER_MARK, csvLines } from '../../csv';
import type { PageFiles } from '../frame/page-files';
import type { Column, FileColumn } from './columns';

/**
 * A table as the text of a CSV file: a line of what it is about and an empty one, its heads, then every row in the order
 * given. Numbers are not rounded, amounts have the decimals of their currency.
 * @param caption cells of the first line; without any, the heads come first
 */
export function tableCsv<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  caption: readonly string[] = [],
): string {
  const own = columns.flatMap((column) => column.file ?? [asShown(column)]);
  return csvLines([
    ...(caption.length === 0 ? [] : [caption, []]),
    own.map(({ label }) => label),
    ...rows.map((row) => own.map(({ cell }) => cell(row))),
  ]);
}

function asShown<Row>({ label, text, value }: Column<Row>): FileColumn<Row> {
  return { label, cell: value ?? text };
}

/** A CSV file. */
export interface TableFile {
  name: string;
  /** all of it; spreadsheets recognise UTF-8 by its first sign */
  text: string;
}

/** A table's file, called and headed as the page says. */
export function tableFile<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  files: PageFiles,
): TableFile {
  const head = [caption, ...files.caption((day) => day)];
  return {
    name: files.name(caption, 'csv'),
    text: `${BYTE_ORDER_MARK}${tableCsv(columns, rows, head)}`,
  };
}
