import { csvRows } from '../../csv-cells';
import { MOST_FILE_ROWS, type FileFault, type Heading, type WrongLine } from '../entered/file';

/** Wrong lines that are named; the rest is counted. */
const NAMED = 50;
const LONGEST_ECHO = 40;

/** The text of a file: UTF-8, UTF-16 with its mark, or Shift_JIS, in which Japanese spreadsheets save. @returns null for others */
export function decodeFile(bytes: Uint8Array): string | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : [];
  for (const encoding of [...utf16, 'utf-8', 'shift_jis']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch {
      continue;
    }
  }
  return null;
}

/**
 * Reads a file of a table: a line of headings, then a row a line.
 * @param headings of the columns, by name
 * @param isWhole whether the columns that a file has are enough
 * @param take gets each row: its line and the text of a column, empty where the file has none; null: a quote in it has no end
 * @returns why the file is not read, or null
 */
export function readTable<Column extends string>(
  text: string,
  headings: Readonly<Record<Column, Heading>>,
  isWhole: (has: (column: Column) => boolean) => boolean,
  take: (line: number, cell: ((column: Column) => string) | null) => void,
): FileFault | null {
  const rows = csvRows(text, separatorOf(text));
  const head = rows.next();
  if (head.done === true) return 'empty';
  const places = placesOf(head.value.cells, headings);
  if (!isWhole((column) => places.get(column) !== undefined)) return 'headings';
  let count = 0;
  for (const { line, cells, unclosed } of rows) {
    count += 1;
    if (count > MOST_FILE_ROWS) return 'tooManyRows';
    take(line, unclosed ? null : (column) => cells[places.get(column) ?? -1] ?? '');
  }
  return null;
}

/** The first wrong lines of a file, and how many there are. */
export class WrongLines<Fault> {
  readonly wrong: WrongLine<Fault>[] = [];
  count = 0;

  refuse(line: number, fault: Fault, echo: string): void {
    this.count += 1;
    if (this.wrong.length < NAMED)
      this.wrong.push({ line, fault, text: echo.slice(0, LONGEST_ECHO) });
  }
}

/** The app's own files have an apostrophe before a text that a spreadsheet would take for a formula (app/csv.ts). */
export const withoutApostrophe = (text: string): string =>
  /^'[=+\-@\u2212\s]/.test(text.normalize('NFKC')) ? text.slice(1) : text;

function separatorOf(text: string): string {
  const head = text.slice(0, 1000).split(/[\r\n]/, 1)[0] ?? '';
  return ['\t', ';'].find((sign) => head.includes(sign)) ?? ',';
}

/** The columns that a line of headings has; what stands in brackets behind a heading is not compared. */
function placesOf<Column extends string>(
  cells: readonly string[],
  headings: Readonly<Record<Column, Heading>>,
): Map<Column, number> {
  const plain = (text: string) => text.normalize('NFKC').toLowerCase();
  const heads = cells.map((cell) => (plain(cell).split('(', 1)[0] ?? '').trim());
  const places = new Map<Column, number>();
  for (const column of Object.keys(headings) as Column[]) {
    const { ja, en, also } = headings[column];
    const place = heads.findIndex((head) => [plain(ja), plain(en), ...also].includes(head));
    if (place >= 0) places.set(column, place);
  }
  return places;
}
