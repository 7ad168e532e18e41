import { figureLines, machineLines, type FigureRow } from '../support/figures-text';
import type { Machine } from '../support/machine';

/** Targets on 2 cores, up to so many orders. */
const TARGETS = [
  { orders: 30_000, ms: 1_000 },
  { orders: 1_000_000, ms: 6_000 },
] as const;

/** How soon a door said what one change would do. */
export interface PreviewFigure {
  name: string;
  /** from the form to the numbers, the median of the rounds */
  ms: number;
  /** the page's own limit ended it in a round, and the rest was counted in the background */
  inBackground: boolean;
}

export interface PreviewsFigures {
  shops: {
    orders: number;
    /** the floor: one count of all numbers of the same shop, its book included */
    countMs: number;
    figures: PreviewFigure[];
  }[];
  rounds: number;
  machine: Machine;
}

/** The figures as text, each beside its target. */
export function previewsText({ shops, rounds, machine }: PreviewsFigures): string {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
  return [
    ...shops.flatMap(({ orders, countMs, figures }) => {
      const target = TARGETS.find((one) => orders <= one.orders);
      const most = target === undefined ? '' : `≤ ${seconds(target.ms)}`;
      const rows = figures.map(({ name, ms, inBackground }): FigureRow => [
        name,
        seconds(ms),
        inBackground ? `${most} (in the background)` : most,
      ]);
      return [
        `${orders.toLocaleString('en')} orders, the median of ${String(rounds)} rounds`,
        ...figureLines([
          ['all numbers counted once, with the book', seconds(countMs), ''],
          ...rows,
        ]),
        '',
      ];
    }),
    ...machineLines(machine),
  ].join('\n');
}
