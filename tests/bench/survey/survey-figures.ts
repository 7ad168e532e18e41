import { figureLines, machineLines } from '../support/figures-text';
import type { Machine } from '../support/machine';

/** Targets on 2 cores, at each door. */
export const SURVEY_TARGETS = { ratio: 0.1, p99Ms: 50, lost: 0 };

/** One door beside the floor. */
export interface DoorFigures {
  /** answers a second, each acknowledged when it is committed */
  perSecond: number;
  /** its rate ÷ the floor's */
  ratio: number;
  /** at 200 answers a second */
  p50Ms: number;
  p99Ms: number;
}

export interface SurveyFigures {
  checkout: DoorFigures;
  proxy: DoorFigures;
  floor: Omit<DoorFigures, 'ratio'>;
  /** answers, half at each door, as fast as the doors take them */
  sent: number;
  /** acknowledged but missing */
  lost: number;
  /** the same, with a kill -9 of the web process and PostgreSQL among them */
  killed: { acknowledged: number; lost: number };
  targets: typeof SURVEY_TARGETS;
  machine: Machine;
}

/** The figures as text, each beside its target. */
export function surveyText(of: SurveyFigures): string {
  const count = (number: number): string => Math.round(number).toLocaleString('en');
  const ms = (time: number): string => `${time.toFixed(1)} ms`;
  const { targets, machine } = of;
  const door = (name: string, { perSecond, ratio, p50Ms, p99Ms }: DoorFigures) =>
    [
      [`${name}: answers per second`, count(perSecond), ''],
      ['  ratio to the floor', ratio.toFixed(3), `≥ ${String(targets.ratio)}`],
      ['  p50 at 200 a second', ms(p50Ms), ''],
      ['  p99', ms(p99Ms), `≤ ${String(targets.p99Ms)} ms`],
    ] as const;
  const rows = [
    ['floor: one INSERT each', count(of.floor.perSecond), ''],
    ['  p50 and p99 at 200 a second', `${ms(of.floor.p50Ms)}, ${ms(of.floor.p99Ms)}`, ''],
    ...door('checkout', of.checkout),
    ...door('proxy', of.proxy),
    [`lost of ${count(of.sent)}`, count(of.lost), '0'],
    [`lost of ${count(of.killed.acknowledged)} before kill -9`, count(of.killed.lost), '0'],
  ] as const;
  return [...figureLines(rows), '', ...machineLines(machine)].join('\n');
}
