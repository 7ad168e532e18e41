import { csvLines } from '../../csv';
import type { Column } from './columns';

/** A table as CSV text: its heads, then every row in the order given, numbers unrounded. */
export function tableCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return csvLines([
    columns.map(({ label }) => label),
    ...rows.map((row) =>
      columns.map((column) => (column.value === undefined ? column.text(row) : column.value(row))),
    ),
  ]);
}

/** A file name of a table's name: without the signs that a file system refuses. */
export function csvName(caption: string): string {
  return `${caption.replaceAll(/[\s\\/:*?"<>|\p{C}]+/gu, ' ').trim()}.csv`;
}
