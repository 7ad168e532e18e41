import { figureLines, machineLines, type FigureRow } from '../support/figures-text';
import type { Machine } from '../support/machine';

/** Targets on 2 cores. */
export const DOOR_TARGETS = { worstMs: 10, ratio: 3, rssMb: 300, webhookP95Ms: 1_000 };

export interface Flood {
  /**
   * memory of the web process: the peak during the flood, and before it, without forced garbage
   * collection
   */
  rssMb: number;
  restRssMb: number;
  /** of the signed deliveries meanwhile */
  webhookP95Ms: number;
  /** connections of the flood that were closed and opened again */
  closed: number;
}

/** Waiting times of deliveries, each on a new connection, while clients reconnect without end. */
export interface Reconnects {
  clients: number;
  /** the clients' request: to a buyer's door, all with one token, or for the app's health */
  kind: 'buyers' | 'health';
  /** milliseconds from when a delivery was due to its reply; without a reply the limit of 15 s counts */
  p50Ms: number;
  p95Ms: number;
  unanswered: number;
  /** the clients' replies a second, and how many of them are refusals (503) */
  answersPerSecond: number;
  refused: number;
}

export interface DoorFigures {
  /** processor time of the web process for an unknown address */
  plainMs: number;
  /** the same for the dearest request, and its name */
  worstMs: number;
  worst: string;
  ratio: number;
  dearest: { what: string; ms: number }[];
  /** open connections, each with a guessed signature, a copied token or a copied address */
  connections: number;
  /** of a fresh process, and of one that has served the costly requests */
  fresh: Flood;
  later: Flood;
  reconnects: Reconnects[];
  targets: typeof DOOR_TARGETS;
  machine: Machine;
}

const ms = (time: number): string => `${time.toFixed(2)} ms`;

function reconnectRows(of: Reconnects): FigureRow[] {
  const { clients, kind, p50Ms, p95Ms, unanswered, answersPerSecond, refused } = of;
  return [
    [`new connections, ${clients} (${kind})`, ms(p50Ms), ''],
    ['  p95', ms(p95Ms), ''],
    ['  unanswered', String(unanswered), ''],
    ['  answers to the clients', `${answersPerSecond.toFixed(0)}/s`, ''],
    ['  refused', String(refused), ''],
  ];
}

/** The figures as text, each beside its target. */
export function doorsText(of: DoorFigures): string {
  const { targets, machine } = of;
  const mb = (size: number): string => `${size.toFixed(0)} MB`;
  const floodRows = (name: string, flood: Flood): FigureRow[] => [
    [`memory, ${name}`, mb(flood.rssMb), `≤ ${targets.rssMb} MB`],
    ['  before', mb(flood.restRssMb), ''],
    ['  p95 of deliveries', ms(flood.webhookP95Ms), `≤ ${targets.webhookP95Ms} ms`],
    ['  connections closed', String(flood.closed), ''],
  ];
  const rows: FigureRow[] = [
    ['a plain 404', ms(of.plainMs), ''],
    ['the dearest request', ms(of.worstMs), `≤ ${targets.worstMs} ms`],
    ['ratio: dearest ÷ plain', of.ratio.toFixed(2), `≤ ${targets.ratio}`],
    ...floodRows(`${of.connections} slow connections`, of.fresh),
    ...floodRows('the same after these', of.later),
    ...of.reconnects.flatMap(reconnectRows),
  ];
  return [
    ...figureLines(rows),
    '',
    ...of.dearest.map(({ what, ms: time }) => `${ms(time).padStart(10)}  ${what}`),
    '',
    ...machineLines(machine),
  ].join('\n');
}
