import type { Machine } from '../support/machine';
import type { BrowserFigures } from './in-browser';

/** Targets on 2 cores. */
const TARGETS = {
  lcpMs: 800,
  cls: 0.01,
  inpMs: 100,
  inp4xMs: 200,
  jsKb: 220,
  loaderP95Ms: 50,
  loaderP95MsAtMillion: 50,
  filteredMs: 1_000,
  filteredMsAtMillion: 6_000,
} as const;

export interface PageFigures extends BrowserFigures {
  path: string;
  locale: 'ja' | 'en';
  /** the page's data over HTTP, from a kept snapshot */
  loaderP95Ms: number;
  /** null: no large shop was made */
  loaderP95MsAtMillion: number | null;
  /** until a view with a filter is shown; null where the page has none */
  filteredMs: number | null;
  filteredMsAtMillion: number | null;
  /** until the page stands beside a day that was not kept */
  comparedMs: number | null;
}

export interface PagesFigures {
  orders: number;
  million: number;
  pages: PageFigures[];
  targets: typeof TARGETS;
  machine: Machine;
}

export function pagesFigures(measured: Omit<PagesFigures, 'targets'>): PagesFigures {
  return { ...measured, targets: TARGETS };
}

const COLUMNS = [
  ...(['lcpMs', 'cls', 'inpMs', 'inp4xMs', 'jsKb', 'loaderP95Ms'] as const),
  ...(['loaderP95MsAtMillion', 'filteredMs', 'filteredMsAtMillion', 'comparedMs'] as const),
];

/** The figures as a table, the targets in its last row; a star marks a figure over its target. */
export function pagesText({ orders, million, pages, machine }: PagesFigures): string {
  const width = (column: string) => Math.max(8, column.length) + 2;
  const line = (name: string, cells: readonly string[]) =>
    name.padEnd(22) + cells.map((cell, at) => cell.padStart(width(COLUMNS[at] ?? ''))).join('');
  const targets: Partial<Record<string, number>> = TARGETS;
  const rows = pages.map((page) =>
    line(
      `${page.path} ${page.locale}`,
      COLUMNS.map((column) => {
        const value = page[column];
        if (value === null) return '–';
        const over = value > (targets[column] ?? Infinity);
        return `${value.toFixed(column === 'cls' ? 3 : 0)}${over ? '*' : ''}`;
      }),
    ),
  );
  return [
    `${orders.toLocaleString('en')} orders in a browser, ${million.toLocaleString('en')} in the large shop`,
    line('', COLUMNS),
    ...rows,
    line(
      'target, at most',
      COLUMNS.map((column) => String(targets[column] ?? '')),
    ),
    `${String(machine.cores)} cores of ${machine.cpu}, ${machine.platform}, Node ${machine.node}`,
  ].join('\n');
}
