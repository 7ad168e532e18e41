import {
  cellKey,
  channelFault,
  channelName,
  channelOf,
  foldedName,
  MOST_CHANNELS,
  MOST_MONTHS,
  monthFault,
  monthOf,
  type ChannelFault,
  type Spend,
} from './cells';
import { parseSpendText, type SpendFault } from './spend';

/** What the grid's form changes. */
export interface GridEdit {
  renamed: { from: string; to: string }[];
  removed: string[];
  /** the changed amounts among the shown months, by the channels' new names */
  cells: Spend;
}

type GridFault = ChannelFault | 'sameName' | SpendFault;

export interface GridRead {
  edit: GridEdit;
  /** by field; nothing is to be saved then */
  faults: Record<string, GridFault>;
  /** the amounts as entered, by field */
  amounts: Map<string, number>;
}

/** The shop that the amounts are of. */
export interface SpendOf {
  currency: string;
  decimals: number;
  /** YYYY-MM: the last month that may have spend */
  thisMonth: string;
}

/** The names of the form's fields; columns count from 0. */
export const gridFields = {
  name: (column: number) => `name.${column}`,
  was: (column: number) => `was.${column}`,
  remove: (column: number) => `remove.${column}`,
  cell: (column: number, month: string) => `cell.${column}.${month}`,
};

/**
 * Reads the grid's form. A column without a name and without amounts is none.
 * @param text a field's text; empty where it is missing
 * @returns null for a form that the page does not send
 */
export function readGrid(text: (field: string) => string, of: SpendOf): GridRead | null {
  const months = text('months').split(' ');
  const columns = Number(text('columns'));
  const shown = readShown(text('shown'));
  const isPlain =
    shown !== null &&
    Number.isInteger(columns) &&
    columns <= MOST_COLUMNS &&
    months.length <= MOST_MONTHS &&
    months.every((month) => monthFault(month, of.thisMonth) === null);
  if (!isPlain) return null;
  const edit = { renamed: [] as GridEdit['renamed'], removed: [] as string[] };
  const amounts = new Map<string, number>();
  const cells = new Map<string, number | null>();
  const faults = new Map<string, GridFault>();
  const names = new Set<string>();
  for (let column = 0; column < columns; column += 1) {
    const was = text(gridFields.was(column));
    const name = channelName(text(gridFields.name(column)));
    if (text(gridFields.remove(column)) !== '') {
      if (was !== '') edit.removed.push(was);
      continue;
    }
    const entered = months.filter((month) => text(gridFields.cell(column, month)).trim() !== '');
    if (was === '' && name === '' && entered.length === 0) continue;
    const fault = names.has(foldedName(name)) ? 'sameName' : channelFault(name);
    names.add(foldedName(name));
    if (fault !== null) faults.set(gridFields.name(column), fault);
    if (was !== '' && was !== name) edit.renamed.push({ from: was, to: name });
    for (const month of months) {
      const field = gridFields.cell(column, month);
      const amount = parseSpendText(text(field), of.currency, of.decimals);
      if ('fault' in amount) faults.set(field, amount.fault);
      else {
        if (amount.amount !== null) amounts.set(field, amount.amount);
        const before = was === '' ? null : (shown[cellKey({ month, channel: was })] ?? null);
        if (amount.amount !== before) cells.set(cellKey({ month, channel: name }), amount.amount);
      }
    }
  }
  return {
    edit: { ...edit, cells: Object.fromEntries(cells) },
    faults: Object.fromEntries(faults),
    amounts,
  };
}

/** The channels of a shop, and new ones. */
const MOST_COLUMNS = 2 * MOST_CHANNELS;

function readShown(text: string): Record<string, unknown> | null {
  try {
    const shown: unknown = JSON.parse(text);
    return typeof shown === 'object' && shown !== null ? { ...shown } : null;
  } catch {
    return null;
  }
}

/** The cells that an edit changes, from those that the shop has. */
export function editedSpend(known: ReadonlyMap<string, number>, edit: GridEdit): Spend {
  const spend = new Map<string, number | null>();
  const moved = new Map(edit.renamed.map(({ from, to }) => [from, to]));
  const removed = new Set(edit.removed);
  for (const key of known.keys())
    if (moved.has(channelOf(key)) || removed.has(channelOf(key))) spend.set(key, null);
  for (const [key, amount] of known) {
    const channel = moved.get(channelOf(key));
    if (channel !== undefined) spend.set(cellKey({ month: monthOf(key), channel }), amount);
  }
  return { ...Object.fromEntries(spend), ...edit.cells };
}

/** The spend of a shop once some of it is changed. */
export function withSpend(known: ReadonlyMap<string, number>, changed: Spend): Map<string, number> {
  const then = new Map(known);
  for (const [key, amount] of Object.entries(changed))
    if (amount === null) then.delete(key);
    else then.set(key, amount);
  return then;
}

/** The channels of some spend, in the order of their names. */
export const channelsOf = (spend: ReadonlyMap<string, number>): string[] =>
  [...new Set([...spend.keys()].map(channelOf))].sort();
