import { figureLines, machineLines, type FigureRow } from '../support/figures-text';
import type { Machine } from '../support/machine';
import type { MidnightFigures } from './shops-midnight';

/** Targets on 2 cores; those of midnight are for 500 shops of 2,000 orders. */
const TARGETS = {
  jobsPerSecond: 150,
  midnightSeconds: 75,
  midnightCpuSeconds: 100,
  othersChangedOrderP95Seconds: 10,
  bytesPerShopYear: { first: 1_000_000, further: 200_000 },
};

export interface ShopsFigures extends MidnightFigures {
  shops: number;
  /** jobs with nothing to do, while a job of each of 10,000 shops is due */
  jobsPerSecond: number;
  /** from a change in another shop until its Home shows it, during midnight */
  othersChangedOrderP95Seconds: number;
  /** Home's data over HTTP with all shops present, at rest and during midnight */
  loaderP95Ms: number;
  loaderInMidnightP95Ms: number;
  /** disk size of a shop's kept snapshots after its first year, and the growth of each further one */
  bytesPerShopYear: { first: number; further: number };
  targets: typeof TARGETS;
  machine: Machine;
}

export function shopsFigures(measured: Omit<ShopsFigures, 'targets'>): ShopsFigures {
  return { ...measured, targets: TARGETS };
}

/** The figures as text, each beside its target. */
export function shopsText(of: ShopsFigures): string {
  const { machine, bytesPerShopYear: bytes } = of;
  const seconds = (number: number) => `${number.toFixed(1)} s`;
  const megabytes = (number: number) => `${(number / 1_000_000).toFixed(2)} MB`;
  const share = of.shops / 500;
  const rows: FigureRow[] = [
    ['jobs a second, 10,000 due', of.jobsPerSecond.toFixed(0), `≥ ${TARGETS.jobsPerSecond}`],
    ['midnight', seconds(of.midnightSeconds), `≤ ${seconds(TARGETS.midnightSeconds * share)}`],
    [
      '  processor time',
      seconds(of.midnightCpuSeconds),
      `≤ ${seconds(TARGETS.midnightCpuSeconds * share)}`,
    ],
    [
      'another shop’s change on Home, p95',
      seconds(of.othersChangedOrderP95Seconds),
      `≤ ${seconds(TARGETS.othersChangedOrderP95Seconds)}`,
    ],
    ['Home’s data, p95', `${of.loaderP95Ms.toFixed(0)} ms`, ''],
    ['  while midnight runs', `${of.loaderInMidnightP95Ms.toFixed(0)} ms`, ''],
    [
      'snapshots of a shop’s first year',
      megabytes(bytes.first),
      `≤ ${megabytes(TARGETS.bytesPerShopYear.first)}`,
    ],
    [
      '  of each further year',
      megabytes(bytes.further),
      `≤ ${megabytes(TARGETS.bytesPerShopYear.further)}`,
    ],
  ];
  return [
    `${of.shops} shops of 2,000 orders`,
    ...figureLines(rows),
    '',
    ...machineLines(machine),
  ].join('\n');
}
