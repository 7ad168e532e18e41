import { BadOrderExport } from './bad-order-export';
import { BadBytes, bytesOf, type Source } from './bytes';
import { isHeader, missingIn, readHeader, type ColumnKey, type Columns } from './columns';
import { cellsIn, dialectOf, possibleHeaders, type Dialect } from './dialect';
import { FAULTS } from './faults';
import { refuseForeignFile } from './foreign-file';
import { refuseForeignTable } from './foreign-table';
import { RowReader } from './row-reader';
import { Row } from './row';
import { encodingOf, textOf, WrongEncoding, type Encoding } from './text';

/** Findings about one file, besides its orders. */
export interface FileFound {
  label: string;
  encoding: Encoding;
  dialect: Dialect;
  /** columns that a header of the file lacks; joined files have several headers */
  missing: ReadonlySet<ColumnKey>;
  /** whether rows packed in one cell were split */
  rowsInCells: boolean;
  repeatedHeaders: number;
  totals: number;
}

/** Length of text that surely holds the header: Shopify's has about 1,300 letters. */
const START = 1 << 14;
// First word of a spreadsheet's last row with sums.
const SUMS = /^(?:(?:grand )?totals?|sum|合計|総計|総合計|計)[:：]?$/iu;

/**
 * Streams every row of one file to `onRow`.
 * @param forced an encoding for a file without a byte order mark
 * @throws BadOrderExport at the first part that is not a Shopify order export
 * @throws WrongEncoding with the line, when the file has no byte order mark and is not UTF-8
 */
export async function readFile(
  source: Source,
  forced: Encoding | undefined,
  onRow: (row: Row) => void,
  onRead: (bytes: number) => void,
): Promise<FileFound> {
  const bytes = bytesOf(source, onRead);
  const reading = new Reading(source.label, onRow);
  try {
    const first = (await bytes.next()).value;
    if (first === undefined) throw new BadOrderExport({ line: 1, column: null, ...FAULTS.empty });
    refuseForeignFile(first);
    reading.encoding = forced ?? encodingOf(first);
    for await (const text of textOf(withFirst(first, bytes), reading.encoding)) reading.push(text);
    return reading.end();
  } catch (error) {
    if (error instanceof BadBytes)
      throw new BadOrderExport({ line: reading.lineReached(), column: null, ...error.fault });
    if (error instanceof WrongEncoding) error.line = reading.lineReached();
    throw error;
  } finally {
    await bytes.return(undefined);
  }
}

async function* withFirst(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

class Reading {
  encoding: Encoding = 'utf-8';
  private start = '';
  private reader: RowReader | undefined;
  private dialect: Dialect | undefined;
  private columns: Columns | undefined;
  private readonly missing = new Set<ColumnKey>();
  private rowsInCells = false;
  private repeatedHeaders = 0;
  private totals = 0;

  constructor(
    private readonly label: string,
    private readonly onRow: (row: Row) => void,
  ) {}

  push(text: string): void {
    const zero = text.indexOf('\0');
    if (zero !== -1) {
      const line = this.lineReached() + feedsIn(text.slice(0, zero));
      throw new BadOrderExport({ line, column: null, ...FAULTS.zeroBytes });
    }
    if (this.reader !== undefined) this.reader.push(text);
    else {
      this.start += text;
      if (this.start.length >= START) this.begin();
    }
  }

  end(): FileFound {
    const reader = this.reader ?? this.begin();
    reader.end();
    const { label, encoding, dialect, columns, missing, rowsInCells, repeatedHeaders, totals } =
      this;
    if (columns === undefined || dialect === undefined)
      throw new BadOrderExport({ line: 1, column: null, ...FAULTS.empty });
    return { label, encoding, dialect, missing, rowsInCells, repeatedHeaders, totals };
  }

  lineReached(): number {
    return this.reader?.lineReached() ?? 1 + feedsIn(this.start);
  }

  /** Detects the file's dialect, and reads the buffered text. */
  private begin(): RowReader {
    const { start } = this;
    this.start = '';
    const dialect = dialectOf(start);
    if (dialect === null) this.refuse(start);
    this.dialect = dialect;
    this.rowsInCells = dialect.within !== null;
    const { separator, within, hasSeparatorLine } = dialect;
    const reader = new RowReader(
      separator,
      within === null
        ? (cells, line) => this.add(cells, line)
        : (cells, line) => this.add(unwrapped(cells, within), line),
      hasSeparatorLine ? 2 : 1,
    );
    this.reader = reader;
    reader.push(hasSeparatorLine ? start.replace(/^[^\r\n]*(?:\r\n|\r|\n)/, '') : start);
    return reader;
  }

  private refuse(start: string): never {
    const headers = possibleHeaders(start);
    for (const titles of headers) refuseForeignTable(titles);
    const [likeliest = []] = headers;
    if (likeliest.length > 0) readHeader(likeliest, 1);
    throw new BadOrderExport({ line: 1, column: null, ...FAULTS.empty });
  }

  private add(cells: string[], line: number): void {
    if (isBlank(cells)) return;
    const { columns } = this;
    if (columns === undefined) this.begins(readHeader(cells, line));
    else this.addRow(this.apart(cells, columns.width), columns, line);
  }

  private begins(columns: Columns): void {
    this.columns = columns;
    for (const key of missingIn(columns)) this.missing.add(key);
  }

  private addRow(cells: string[], columns: Columns, line: number): void {
    const { width } = columns;
    const row = new Row(cells, columns, line);
    try {
      if (cells.length !== width)
        throw new BadOrderExport({ line, column: null, ...FAULTS.width(width, cells.length) });
      if (SUMS.test(row.text('name')) && isSum(cells)) this.totals += 1;
      else this.onRow(row);
    } catch (error) {
      // Joined files have a header in the middle, spreadsheets have sums at the end.
      if (isHeader(cells)) {
        this.begins(readHeader(cells, line));
        this.repeatedHeaders += 1;
      } else if (isSum(cells)) this.totals += 1;
      else throw error;
    }
  }

  /** Splits a packed row: a spreadsheet that took rows for single cells has quoted those with quotes. */
  private apart(cells: string[], width: number): string[] {
    if (cells.length === width) return cells;
    const own = unwrapped(cells, this.dialect?.within ?? this.dialect?.separator ?? ',');
    if (own.length !== width) return cells;
    this.rowsInCells = true;
    return own;
  }
}

/** Number of line ends, as an editor counts them. */
function feedsIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '' || cell.trim() === '');
}

/** Whether a row's first word is "Total" and it has no time. */
function isSum(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return SUMS.test(filled[0] ?? '') && !filled.some((cell) => /\d{4}[-/]\d\d?[-/]\d/.test(cell));
}

/** The cells of a packed row, without the empty ones that a spreadsheet adds. */
function unwrapped(cells: string[], separator: string): string[] {
  const [cell = '', ...others] = cells;
  return others.every((other) => other === '') ? cellsIn(cell, separator) : cells;
}
