import { figureLines, machineLines, type FigureRow } from '../support/figures-text';
import type { Machine } from '../support/machine';
import type { ProcessUse } from '../support/process-tree';

/** Targets on 2 quiet cores; seconds and memory are for 1,000,000 orders. */
const TARGETS = {
  seconds: 60,
  ratio: 8,
  peakMb: 1_000,
  largestMb: 400,
  smallSeconds: 4,
};
const TARGET_ORDERS = 1_000_000;

export interface ReportFigures {
  orders: number;
  fileMb: number;
  /** csv-parse alone over the same file */
  floorSeconds: number;
  /** the command, from its start to its end */
  seconds: number;
  /** `seconds` ÷ `floorSeconds` */
  ratio: number;
  /** processor time, and peak memory of all processes and of the largest; null without `/proc` */
  cpuSeconds: number | null;
  peakMb: number | null;
  largestMb: number | null;
  processes: ProcessUse[];
  small: {
    orders: number;
    /** the very first report, which makes the database's files and tables */
    firstSeconds: number;
    seconds: number;
  };
  targets: typeof TARGETS;
  machine: Machine;
}

export function withTargets(figures: Omit<ReportFigures, 'targets'>): ReportFigures {
  return { ...figures, targets: TARGETS };
}

/** Processes that are listed; the others are small. */
const NAMED = 8;

/** The figures as text, each beside its target. */
export function reportFiguresText(of: ReportFigures): string {
  const { machine, small } = of;
  const count = (number: number): string => Math.round(number).toLocaleString('en');
  const seconds = (number: number | null): string =>
    number === null ? '–' : `${number.toFixed(2)} s`;
  const mb = (number: number | null): string => (number === null ? '–' : `${count(number)} MB`);
  const at = (target: string): string => `≤ ${target} at ${count(TARGET_ORDERS)} orders`;
  const rows: FigureRow[] = [
    ['report', seconds(of.seconds), at(`${TARGETS.seconds} s`)],
    ['floor: csv-parse alone', seconds(of.floorSeconds), ''],
    ['ratio: report ÷ floor', of.ratio.toFixed(2), `≤ ${TARGETS.ratio}`],
    ['processor time', seconds(of.cpuSeconds), ''],
    ['memory of all processes', mb(of.peakMb), at(`${count(TARGETS.peakMb)} MB`)],
    ['  of the largest', mb(of.largestMb), at(`${TARGETS.largestMb} MB`)],
    [`report of ${small.orders} orders`, seconds(small.seconds), `≤ ${TARGETS.smallSeconds} s`],
    ['  the very first one', seconds(small.firstSeconds), ''],
  ];
  return [
    `${count(of.orders)} orders, ${count(of.fileMb)} MB`,
    '',
    ...figureLines(rows, '2 quiet cores'),
    '',
    ...of.processes
      .slice(0, NAMED)
      .map(
        (one) =>
          `${mb(one.peakMb).padStart(9)} ${seconds(one.cpuSeconds).padStart(9)}  ${one.name}`,
      ),
    '',
    ...machineLines(machine),
  ].join('\n');
}
