import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { BadOrderExport } from './bad-order-export';
import { readHeader } from './columns';
import type { Columns } from './columns';
import { openBytes } from './open-bytes';
import { Row } from './row';

// A quote that is never closed would make the rest of the file one cell.
const LONGEST_ROW = 8_000_000;

/**
 * Hands every row of an order export to `onRow`, in the order of the file, without keeping any.
 * @returns the columns found
 * @throws BadOrderExport at the first thing that is no Shopify order export
 */
export async function eachRow(
  file: string,
  onRow: (row: Row) => void,
  onRead: (fraction: number) => void,
): Promise<Columns> {
  let columns: Columns | undefined;
  let last = 0;
  const parser = parse({
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    on_record: (cells: string[], { lines }) => {
      const line = lines === last + 1 ? lines : lines - innerLines(cells);
      last = lines;
      if (columns === undefined) {
        columns = readHeader(cells, line);
      } else if (cells.length === columns.width) {
        if (cells.some((cell) => cell !== '')) onRow(new Row(cells, columns, line));
      } else if (cells.some((cell) => cell.trim() !== '')) {
        throw new BadOrderExport({
          line,
          column: null,
          expected: `${columns.width} cells as in the header`,
          found: String(cells.length),
        });
      }
      return null;
    },
  });
  parser.resume();
  try {
    await pipeline(Readable.from(openBytes(file, onRead), { objectMode: false }), parser);
  } catch (error) {
    throw error instanceof CsvError ? notCsv(error, last + 1) : error;
  }
  if (columns === undefined) {
    throw new BadOrderExport({
      line: 1,
      column: null,
      expected: 'the header of a Shopify order export',
      found: 'an empty file',
    });
  }
  return columns;
}

function innerLines(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

function notCsv(error: CsvError, line: number): BadOrderExport {
  const quotes = 'a row of CSV whose quotes are closed and doubled inside a cell';
  const found =
    error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
      ? 'a quote that is never closed'
      : 'a quote in the middle of a cell';
  return new BadOrderExport({ line, column: null, expected: quotes, found });
}
