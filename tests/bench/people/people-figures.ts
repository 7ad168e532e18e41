import { figureLines, machineLines } from '../support/figures-text';
import type { Machine } from '../support/machine';
import type { MeasuredPeople } from './people-messages';

/** Targets on 2 cores, at 1,000,000 orders of 400,000 customers. */
const TARGETS = {
  countMs: 300,
  pageMs: 100,
  profileMs: 50,
  movesMs: 6_000,
  exportRatio: 4,
  exportRssMb: 200,
};

export interface PeopleFigures {
  orders: number;
  customers: number;
  /** lists that were asked for */
  combinations: number;
  /** of the slowest list: the exact count with its revenue, and a page of 50 customers */
  countMs: number;
  pageMs: number;
  /** of the slowest customer: what their page reads */
  profileMs: number;
  /** the matrix of stages between two days, counted on request */
  movesMs: number;
  /** of the file of all customers: how fast, beside a plain COPY of the same rows, and with how much memory */
  exportRowsPerSecond: number;
  exportRatio: number;
  exportRssMb: number;
  slowest: MeasuredPeople['slowest'];
  machine: Machine;
}

/** The figures as text, each beside its target. */
export function peopleText(figures: PeopleFigures): string {
  const { orders, customers, combinations, countMs, pageMs, profileMs, movesMs, slowest } = figures;
  const { exportRowsPerSecond, exportRatio, exportRssMb } = figures;
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const lines = (rows: readonly { ms: number; of: string }[]) =>
    rows.map((row) => `  ${ms(row.ms).padStart(8)}  ${row.of}`);
  return [
    `${orders.toLocaleString('en')} orders of ${customers.toLocaleString('en')} customers, ${String(combinations)} lists`,
    ...figureLines([
      ['the slowest exact count', ms(countMs), `≤ ${ms(TARGETS.countMs)}`],
      ['the slowest page of 50', ms(pageMs), `≤ ${ms(TARGETS.pageMs)}`],
      ['the slowest page of one customer', ms(profileMs), `≤ ${ms(TARGETS.profileMs)}`],
      ['the matrix of stages between two days', ms(movesMs), `≤ ${ms(TARGETS.movesMs)}`],
      ['the file of all customers, rows a second', exportRowsPerSecond.toLocaleString('en'), ''],
      ['… its time, of a plain COPY', exportRatio.toFixed(1), `≤ ${String(TARGETS.exportRatio)}`],
      [
        '… peak memory of its process',
        `${exportRssMb.toFixed(0)} MB`,
        `≤ ${String(TARGETS.exportRssMb)} MB`,
      ],
    ]),
    '',
    'the slowest counts',
    ...lines(slowest.counts),
    'the slowest pages',
    ...lines(slowest.pages),
    '',
    ...machineLines(figures.machine),
  ].join('\n');
}
