import { figureLines, machineLines, type FigureRow } from '../support/figures-text';
import type { Machine } from '../support/machine';

/** Targets on 2 cores. */
const TARGETS = { p95Ms: 5_000, whileImportingMs: 10_000 };

export interface LiveFigures {
  changes: number;
  /** from a change in the shop until Home's reply to its open page shows it */
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** requests of the page for a newer version */
  asked: number;
  /** the other shop, which was imported meanwhile */
  importing: { orders: number; seconds: number } | null;
  machine: Machine;
}

/** The figures as text, each beside its target. */
export function liveText(of: LiveFigures): string {
  const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(2)} s`;
  const { importing, machine } = of;
  const most = importing === null ? TARGETS.p95Ms : TARGETS.whileImportingMs;
  const rows: FigureRow[] = [
    ['changes, one a second', String(of.changes), ''],
    ['a change is on Home after, p50', seconds(of.p50Ms), ''],
    ['  p95', seconds(of.p95Ms), `≤ ${seconds(most)}`],
    ['  p99', seconds(of.p99Ms), ''],
    ['requests of the open page', String(of.asked), ''],
  ];
  if (importing !== null)
    rows.push([
      `meanwhile ${importing.orders.toLocaleString('en')} orders read in`,
      seconds(importing.seconds * 1_000),
      '',
    ]);
  return [...figureLines(rows), '', ...machineLines(machine)].join('\n');
}
