/** The one place that reads CSV (RFC 4180), and cells that were copied from a spreadsheet. */

export interface CsvRow {
  /** where it begins, from 1, as an editor counts lines */
  line: number;
  cells: string[];
  /** a quote in it has no end: all text after it is one cell */
  unclosed: boolean;
}

/**
 * Reads rows of cells one after the other, so that a caller can stop. Empty lines are no rows.
 * @param text with any line ends; a byte order mark is skipped
 * @param separator one character
 */
export function* csvRows(text: string, separator: string): Generator<CsvRow> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const row: CsvRow = { line, cells: [], unclosed: false };
    for (;;) {
      const quoted = text[at] === '"' ? quotedPart(text, at + 1) : null;
      const from = quoted?.end ?? at;
      const end = endOfCell(text, from, separator);
      const inQuotes = quoted?.content ?? '';
      row.cells.push(inQuotes + text.slice(from, end));
      row.unclosed ||= quoted?.unclosed === true;
      line += inQuotes.split(LINE_END).length - 1;
      at = end;
      if (text[at] !== separator) break;
      at += 1;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    if (row.cells.length > 1 || row.cells[0] !== '') yield row;
  }
}

const LINE_END = /\r\n|\r|\n/;

/** The text up to the closing quote; two quotes inside are one. */
function quotedPart(text: string, from: number) {
  let content = '';
  for (let at = from; ;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { content: content + text.slice(at), end: text.length, unclosed: true };
    content += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { content, end: quote + 1, unclosed: false };
    content += '"';
    at = quote + 2;
  }
}

function endOfCell(text: string, from: number, separator: string): number {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === separator || sign === '\n' || sign === '\r') return at;
  }
  return text.length;
}
