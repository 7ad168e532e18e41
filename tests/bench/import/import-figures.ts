import { figureLines, machineLines, type FigureRow } from '../support/figures-text';
import type { Machine } from '../support/machine';
import type { SizeFigures } from './measure-size';

/** Targets on 2 cores; seconds are for 1,000,000 orders of 400,000 customers. */
const TARGETS = {
  ratio: 2.5,
  importSeconds: 50,
  snapshotSeconds: 8,
  snapshotAfterChangeSeconds: 3,
  filteredMs: 6_000,
  growth: 1.15,
  peakRssMb: 250,
};
const TARGET_ORDERS = 1_000_000;

export interface Figures extends SizeFigures {
  ordersPerSecond: number;
  /** import ÷ floor */
  ratio: number;
  /** seconds for N ÷ ten times the seconds for N ÷ 10 */
  growth: number;
  growthSnapshot: number;
  tenth: SizeFigures;
  targets: typeof TARGETS;
  machine: Machine;
}

/** @param tenth the same figures with a tenth of the orders */
export function figures(whole: SizeFigures, tenth: SizeFigures, machine: Machine): Figures {
  const times = whole.orders / tenth.orders;
  return {
    ...whole,
    ordersPerSecond: whole.orders / whole.importSeconds,
    ratio: whole.importSeconds / whole.floorSeconds,
    growth: whole.importSeconds / (times * tenth.importSeconds),
    growthSnapshot: whole.snapshotSeconds / (times * tenth.snapshotSeconds),
    tenth,
    targets: TARGETS,
    machine,
  };
}

/** The figures as text, each beside its target. */
export function figuresText(of: Figures): string {
  const { machine, tenth } = of;
  const count = (number: number): string => Math.round(number).toLocaleString('en');
  const seconds = (number: number): string => `${number.toFixed(2)} s`;
  const at = (target: number): string => `≤ ${target} s at ${count(TARGET_ORDERS)} orders`;
  const perSecond = TARGET_ORDERS / TARGETS.importSeconds;
  const rows: FigureRow[] = [
    ['import', seconds(of.importSeconds), at(TARGETS.importSeconds)],
    ['  orders per second', count(of.ordersPerSecond), `≥ ${count(perSecond)}`],
    ['  reading, merging', `${seconds(of.readSeconds)}, ${seconds(of.mergeSeconds)}`, ''],
    ['floor: bare COPY', seconds(of.floorSeconds), ''],
    ['ratio: import ÷ floor', of.ratio.toFixed(2), `≤ ${TARGETS.ratio}`],
    ['whole snapshot', seconds(of.snapshotSeconds), at(TARGETS.snapshotSeconds)],
    [
      '  after 100 customers changed',
      seconds(of.snapshotAfterChangeSeconds),
      at(TARGETS.snapshotAfterChangeSeconds),
    ],
    ['filtered view', seconds(of.filteredMs / 1000), at(TARGETS.filteredMs / 1000)],
    ['worker’s peak memory', `${of.peakRssMb.toFixed(0)} MB`, `≤ ${TARGETS.peakRssMb} MB`],
    ['growth of the import', of.growth.toFixed(2), `≤ ${TARGETS.growth}`],
    ['growth of the snapshot', of.growthSnapshot.toFixed(2), `≤ ${TARGETS.growth}`],
  ];
  return [
    `${count(of.orders)} orders, ${count(of.lines)} lines, ${count(of.customers)} customers, ${count(of.costs)} unit costs (${count(of.jsonlMb)} MB of JSONL)`,
    '',
    ...figureLines(rows),
    '',
    `growth: against ten times ${count(tenth.orders)} orders (import ${seconds(tenth.importSeconds)}, snapshot ${seconds(tenth.snapshotSeconds)})`,
    ...machineLines(machine),
  ].join('\n');
}
