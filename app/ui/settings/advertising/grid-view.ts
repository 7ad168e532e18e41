import { cellKey, FIRST_MONTH, MOST_MONTHS } from '../../../settings/entered/cells';
import { channelsOf, gridFields } from '../../../settings/entered/spend-grid';
import type { GridView, SpendView } from './view';

/** Two years, and what "more" adds. */
const STEP = 24;
/** Empty columns of a shop without channels, and of every other one. */
const FIRST_COLUMNS = 3;

/** @param asked how many months, as the address has it */
export function gridView(view: SpendView, asked: string | null): GridView {
  const wanted = asked !== null && /^\d{1,3}$/.test(asked) ? Number(asked) : STEP;
  const count = Math.min(Math.max(wanted, STEP), MOST_MONTHS);
  const months = monthsUntil(view.thisMonth, count);
  return {
    ...view,
    months,
    more:
      months.length < count || count === MOST_MONTHS ? null : Math.min(count + STEP, MOST_MONTHS),
  };
}

/** The months up to one, the oldest first; none before `FIRST_MONTH`. */
export function monthsUntil(last: string, count: number): string[] {
  const index = Number(last.slice(0, 4)) * 12 + Number(last.slice(5)) - 1;
  return Array.from({ length: count }, (_, at) => index - count + 1 + at)
    .map((at) => `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`)
    .filter((month) => month >= FIRST_MONTH);
}

/** A column of the grid: a channel of the shop, or an empty one. */
export interface Column {
  /** the channel's name in the shop; empty: none yet */
  was: string;
}

export function columnsOf({ spend }: Pick<GridView, 'spend'>, extra: number): Column[] {
  const channels = channelsOf(new Map(Object.entries(spend)));
  const empty = Math.max(1, FIRST_COLUMNS - channels.length) + extra;
  return [
    ...channels.map((was) => ({ was })),
    ...Array.from({ length: empty }, () => ({ was: '' })),
  ];
}

/** The texts of the form's fields for what the shop has. */
export function gridTexts(view: GridView, columns: readonly Column[]): Record<string, string> {
  const { months, spend, decimals } = view;
  const shown = new Map<string, number>();
  const texts = new Map<string, string>();
  columns.forEach(({ was }, column) => {
    texts.set(gridFields.was(column), was);
    texts.set(gridFields.name(column), was);
    for (const month of months) {
      const amount = was === '' ? undefined : spend[cellKey({ month, channel: was })];
      if (amount === undefined) continue;
      shown.set(cellKey({ month, channel: was }), amount);
      const text = amount.toLocaleString('en-US', { maximumFractionDigits: decimals });
      texts.set(gridFields.cell(column, month), text);
    }
  });
  return {
    ...Object.fromEntries(texts),
    ...{
      months: months.join(' '),
      columns: String(columns.length),
      shown: JSON.stringify(Object.fromEntries(shown)),
    },
  };
}

/** How many months before those that are shown have spend. */
export function hiddenMonths({ months, spend }: Pick<GridView, 'months' | 'spend'>): number {
  const first = months[0] ?? '';
  return new Set(
    Object.keys(spend)
      .map((key) => key.slice(0, 7))
      .filter((month) => month < first),
  ).size;
}
