import {
  cellKey,
  channelFault,
  channelName,
  foldedName,
  monthFault,
  type Cell,
} from '../entered/cells';
import type { FileFault, WrongLine } from '../entered/file';
import { parseMonth, parseSpendText } from '../entered/spend';
import type { SpendOf } from '../entered/spend-grid';
import { HEADINGS, type LineFault } from '../entered/spend-import';
import { readTable, withoutApostrophe, WrongLines } from '../files/table-file';

export interface SpendFile {
  /** by cell, with the channels as the file spells them first */
  amounts: Map<string, number>;
  /** cells of lines whose amount alone is wrong: the file has them, and says nothing of them */
  unread: Set<string>;
  wrong: WrongLine<LineFault>[];
  /** all of them */
  wrongLines: number;
}

/**
 * Reads a file of advertising spend: a line of headings, then a month, a channel and an amount a line. An empty amount is not
 * entered. A line with a fault is named, and the others are read.
 */
export function readSpendFile(text: string, of: SpendOf): SpendFile | { fault: FileFault } {
  const amounts = new Map<string, number>();
  const unread = new Set<string>();
  const faulty = new WrongLines<LineFault>();
  const lines = new Map<string, number>();
  const spelled = new Map<string, string>();
  const fault = readTable(
    text,
    HEADINGS,
    (has) => has('month') && has('channel') && has('spend'),
    (line, cell) => {
      if (cell === null) {
        faulty.refuse(line, 'unclosed', '');
        return;
      }
      const read = readLine(cell('month'), cell('channel'), cell('spend'), of);
      if (read === null) return;
      if ('fault' in read) {
        faulty.refuse(line, read.fault, read.text);
        if (read.cell !== undefined) unread.add(cellKey(read.cell));
        return;
      }
      const folded = foldedName(read.channel);
      const channel = spelled.get(folded) ?? read.channel;
      spelled.set(folded, channel);
      const key = cellKey({ month: read.month, channel });
      const earlier = lines.get(key);
      if (earlier !== undefined) faulty.refuse(line, 'repeated', String(earlier));
      else {
        lines.set(key, line);
        amounts.set(key, read.amount);
      }
    },
  );
  return fault === null
    ? { amounts, unread, wrong: faulty.wrong, wrongLines: faulty.count }
    : { fault };
}

/** @returns null for a line without an amount, which the template has for each month */
function readLine(
  monthText: string,
  channelText: string,
  amountText: string,
  of: SpendOf,
): (Cell & { amount: number }) | { fault: LineFault; text: string; cell?: Cell } | null {
  if (amountText.trim() === '') return null;
  const month = parseMonth(monthText);
  const late = month === null ? 'month' : monthFault(month, of.thisMonth);
  if (month === null || late !== null) return { fault: late ?? 'month', text: monthText };
  const channel = channelName(withoutApostrophe(channelText));
  const unnamed = channelFault(channel);
  if (unnamed !== null) return { fault: unnamed, text: unnamed === 'control' ? '' : channelText };
  const amount = parseSpendText(amountText, of.currency, of.decimals);
  if ('fault' in amount) return { fault: amount.fault, text: amountText, cell: { month, channel } };
  return { month, channel, amount: amount.amount ?? 0 };
}
