import { BadOrderExport } from './bad-order-export';
import { FAULTS } from './faults';

// Limit of a row: an unclosed quote would make the rest of the file one cell.
const LONGEST_ROW = 8_000_000;
const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = 0xfeff;

/** Called with a row's cells and the line on which the row begins. */
export type OnRow = (cells: string[], line: number) => void;

/**
 * Splits text into rows of cells, chunk by chunk, with one row in memory at most. Lines are counted as an
 * editor counts them: CRLF, LF and CR end one line each, inside quotes too (there they are read as LF).
 */
export class RowReader {
  /** the first line of the current row */
  line: number;
  private rest = '';
  private heldReturn = false;

  constructor(
    private readonly separator: string,
    private readonly onRow: OnRow,
    firstLine = 1,
  ) {
    this.line = firstLine;
  }

  /** @throws BadOrderExport at a misplaced quote */
  push(chunk: string): void {
    this.read(this.rest + this.withLineFeeds(chunk));
    if (this.rest.length > LONGEST_ROW) throw this.fault('neverClosed');
  }

  /** Ends the text; its last row needs no line end. */
  end(): void {
    if (this.heldReturn) this.read(`${this.rest}\n`);
    this.heldReturn = false;
    if (this.rest === '') return;
    this.read(`${this.rest}\n`);
    if (this.rest !== '') throw this.fault('neverClosed');
  }

  /** The line after the pushed text. */
  lineReached(): number {
    return this.line + feedsIn(this.rest, 0, this.rest.length);
  }

  private withLineFeeds(chunk: string): string {
    let text = this.heldReturn ? `\r${chunk}` : chunk;
    this.heldReturn = text.endsWith('\r');
    if (this.heldReturn) text = text.slice(0, -1);
    return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
  }

  private read(text: string): void {
    let at = 0;
    let quote = text.indexOf('"');
    for (;;) {
      const end = text.indexOf('\n', at);
      if (end === -1) break;
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
      if (quote === -1 || quote > end) {
        this.onRow(text.slice(at, end).split(this.separator), this.line);
        this.line += 1;
        at = end + 1;
        continue;
      }
      const next = this.readQuoted(text, at);
      if (next === -1) break;
      at = next;
    }
    this.rest = text.slice(at);
  }

  /** Reads a row with quotes. @returns the start of the next row, -1 if the text ends before */
  private readQuoted(text: string, start: number): number {
    const cells: string[] = [];
    // Joined files have the second one's byte order mark in the middle.
    for (let at = text.charCodeAt(start) === BYTE_ORDER_MARK ? start + 1 : start; ;) {
      let end: number;
      if (text.charCodeAt(at) === QUOTE) {
        const close = closingQuote(text, at + 1);
        end = close + 1;
        if (close === -1 || end === text.length) return -1;
        const cell = text.slice(at + 1, close);
        cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
      } else {
        end = cellEnd(text, at, this.separator);
        if (end === -1) return -1;
        const cell = text.slice(at, end);
        if (cell.includes('"')) throw this.fault('inTheMiddle');
        cells.push(cell);
      }
      if (text.charCodeAt(end) === LINE_FEED) {
        const line = this.line;
        this.line += feedsIn(text, start, end) + 1;
        this.onRow(cells, line);
        return end + 1;
      }
      if (text[end] !== this.separator) throw this.fault('inTheMiddle');
      at = end + 1;
    }
  }

  private fault(kind: 'neverClosed' | 'inTheMiddle'): BadOrderExport {
    const { expected, [kind]: found } = FAULTS.quotes;
    return new BadOrderExport({ line: this.line, column: null, expected, found });
  }
}

/** The index of the cell's closing quote, -1 if the text ends before; doubled quotes belong to the cell. */
function closingQuote(text: string, from: number): number {
  for (let at = from; ;) {
    const quote = text.indexOf('"', at);
    if (quote === -1 || text.charCodeAt(quote + 1) !== QUOTE) return quote;
    at = quote + 2;
  }
}

function cellEnd(text: string, from: number, separator: string): number {
  const feed = text.indexOf('\n', from);
  const end = text.indexOf(separator, from);
  if (end === -1) return feed;
  return feed !== -1 && feed < end ? feed : end;
}

function feedsIn(text: string, from: number, to: number): number {
  let feeds = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1))
    feeds += 1;
  return feeds;
}
