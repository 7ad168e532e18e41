import { figureLines, machineLines, type FigureRow } from '../support/figures-text';
import type { Machine } from '../support/machine';

/** Targets on 2 cores. */
export const WEBHOOK_TARGETS = { ratio: 0.08, p99Ms: 50, secondsToSnapshot: 120 };

export interface WebhookFigures {
  /** deliveries a second, each acknowledged when it is committed */
  perSecond: number;
  floorPerSecond: number;
  /** the door's rate ÷ the floor's */
  ratio: number;
  /** of the door, at 200 deliveries a second */
  p99Ms: number;
  floorP99Ms: number;
  /** from the first of 10,000 deliveries to the snapshot that has all of them */
  secondsToSnapshot: number;
  /** its part until the last reply */
  secondsToTake: number;
  targets: typeof WEBHOOK_TARGETS;
  machine: Machine;
}

/** The figures as text, each beside its target. */
export function webhookText(of: WebhookFigures): string {
  const count = (number: number): string => Math.round(number).toLocaleString('en');
  const { targets, machine } = of;
  const rows: FigureRow[] = [
    ['deliveries per second', count(of.perSecond), ''],
    ['floor: one INSERT each', count(of.floorPerSecond), ''],
    ['ratio: door ÷ floor', of.ratio.toFixed(3), `≥ ${targets.ratio}`],
    ['p99 at 200 a second', `${of.p99Ms.toFixed(1)} ms`, `≤ ${targets.p99Ms} ms`],
    ['  of the floor', `${of.floorP99Ms.toFixed(1)} ms`, ''],
    [
      '10,000 changes in the snapshot',
      `${of.secondsToSnapshot.toFixed(1)} s`,
      `≤ ${targets.secondsToSnapshot} s`,
    ],
    ['  taken by the door in', `${of.secondsToTake.toFixed(1)} s`, ''],
  ];
  return [...figureLines(rows), '', ...machineLines(machine)].join('\n');
}
