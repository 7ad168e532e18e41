import { fitOf, isHeader } from './columns';
import { RowReader } from './row-reader';

/** A file's format of rows. */
export interface Dialect {
  separator: string;
  /** the separator inside, if each row is one quoted cell that holds the row as CSV */
  within: string | null;
  /** a spreadsheet's line "sep=;" precedes the header */
  hasSeparatorLine: boolean;
}

const SEPARATORS = [',', ';', '\t'] as const;
const SEPARATOR_LINE = /^\s*"?sep=(.)"?[^\n]*\n/i;

/** The dialect in which the first row is the header of an order export; null if none fits. */
export function dialectOf(start: string): Dialect | null {
  const text = start.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const line = SEPARATOR_LINE.exec(text);
  const rest = line === null ? text : text.slice(line[0].length);
  const stated = line?.[1];
  const separators = stated === undefined ? SEPARATORS : [...new Set([stated, ...SEPARATORS])];
  const hasSeparatorLine = line !== null;
  for (const separator of separators) {
    const cells = firstRow(rest, separator);
    if (isHeader(cells)) return { separator, within: null, hasSeparatorLine };
  }
  for (const separator of separators) {
    const [cell = ''] = firstRow(rest, separator);
    for (const within of SEPARATORS)
      if (isHeader(cellsIn(cell, within))) return { separator, within, hasSeparatorLine };
  }
  return null;
}

/** The first row split by each separator; the one with the most required columns comes first. */
export function possibleHeaders(start: string): string[][] {
  return SEPARATORS.map((separator) => firstRow(start, separator)).sort(
    (a, b) => fitOf(b) - fitOf(a),
  );
}

/** The cells of a row that is packed in one cell. */
export function cellsIn(cell: string, separator: string): string[] {
  return firstRow(cell, separator);
}

function firstRow(text: string, separator: string): string[] {
  let found: string[] | undefined;
  const reader = new RowReader(separator, (cells) => {
    if (found === undefined && cells.some((cell) => cell.trim() !== '')) found = cells;
  });
  try {
    reader.push(text);
    reader.end();
  } catch {
    // The start ends within a row, or is not CSV: the cells before count.
  }
  return found ?? [];
}
