import { csvRows } from '../../csv-cells';
import { cellKey, channelFault, channelName, foldedName, monthFault } from '../entered/cells';
import { parseMonth, parseSpendText } from '../entered/spend';
import type { SpendOf } from '../entered/spend-grid';
import {
  HEADINGS,
  MOST_FILE_ROWS,
  type FileFault,
  type LineFault,
  type WrongLine,
} from '../entered/spend-import';

/** Wrong lines that are named; the rest is counted. */
const NAMED = 50;
const LONGEST_ECHO = 40;

export interface SpendFile {
  /** by cell, with the channels as the file spells them first */
  amounts: Map<string, number>;
  wrong: WrongLine[];
  /** all of them */
  wrongLines: number;
}

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
 * Reads a file of advertising spend: a line of headings, then a month, a channel and an amount a line. An empty amount is not
 * entered. A line with a fault is named, and the others are read.
 */
export function readSpendFile(text: string, of: SpendOf): SpendFile | { fault: FileFault } {
  const rows = csvRows(text, separatorOf(text));
  const head = rows.next();
  if (head.done === true) return { fault: 'empty' };
  const places = placesOf(head.value.cells);
  if (places === null) return { fault: 'headings' };
  const file: SpendFile = { amounts: new Map(), wrong: [], wrongLines: 0 };
  const lines = new Map<string, number>();
  const spelled = new Map<string, string>();
  let count = 0;
  for (const { line, cells, unclosed } of rows) {
    count += 1;
    if (count > MOST_FILE_ROWS) return { fault: 'tooManyRows' };
    const refuse = (fault: LineFault, echo: string) => {
      file.wrongLines += 1;
      if (file.wrong.length < NAMED)
        file.wrong.push({ line, fault, text: echo.slice(0, LONGEST_ECHO) });
    };
    const [monthText, channelText, amountText] = places.map((place) => cells[place] ?? '');
    if (unclosed) {
      refuse('unclosed', '');
      continue;
    }
    const read = readLine(monthText ?? '', channelText ?? '', amountText ?? '', of);
    if (read === null) continue;
    if ('fault' in read) {
      refuse(read.fault, read.text);
      continue;
    }
    const folded = foldedName(read.channel);
    const channel = spelled.get(folded) ?? read.channel;
    spelled.set(folded, channel);
    const key = cellKey({ month: read.month, channel });
    const earlier = lines.get(key);
    if (earlier !== undefined) refuse('repeated', String(earlier));
    else {
      lines.set(key, line);
      file.amounts.set(key, read.amount);
    }
  }
  return file;
}

/** @returns null for a line without an amount, which the template has for each month */
function readLine(
  monthText: string,
  channelText: string,
  amountText: string,
  of: SpendOf,
): { month: string; channel: string; amount: number } | { fault: LineFault; text: string } | null {
  if (amountText.trim() === '') return null;
  const month = parseMonth(monthText);
  const late = month === null ? 'month' : monthFault(month, of.thisMonth);
  if (month === null || late !== null) return { fault: late ?? 'month', text: monthText };
  const channel = channelName(withoutApostrophe(channelText));
  const unnamed = channelFault(channel);
  if (unnamed !== null) return { fault: unnamed, text: unnamed === 'control' ? '' : channelText };
  const amount = parseSpendText(amountText, of.currency, of.decimals);
  if ('fault' in amount) return { fault: amount.fault, text: amountText };
  return { month, channel, amount: amount.amount ?? 0 };
}

/** The app's own files have an apostrophe before a text that a spreadsheet would take for a formula (app/csv.ts). */
const withoutApostrophe = (text: string): string =>
  /^'[=+\-@\u2212\s]/.test(text.normalize('NFKC')) ? text.slice(1) : text;

function separatorOf(text: string): string {
  const head = text.slice(0, 1000).split(/[\r\n]/, 1)[0] ?? '';
  return ['\t', ';'].find((sign) => head.includes(sign)) ?? ',';
}

/** The columns of month, channel and spend; null where one is missing. */
function placesOf(cells: readonly string[]): number[] | null {
  const heads = cells.map((cell) => (foldedName(cell).split('(', 1)[0] ?? '').trim());
  const places = Object.values(HEADINGS).map(({ ja, en, also }) =>
    heads.findIndex((head) => [ja, foldedName(en), ...also].includes(head)),
  );
  return places.includes(-1) ? null : places;
}
