import type { Machine } from '../support/machine';

/** What is to be reached on 2 cores. */
export const DOOR_TARGETS = { worstMs: 10, ratio: 3, rssMb: 300, webhookP95Ms: 1_000 };

export interface Flood {
  /** memory of the web process: the most during the flood, and before; nothing is collected by hand */
  rssMb: number;
  restRssMb: number;
  /** of signed deliveries meanwhile */
  webhookP95Ms: number;
  /** connections of the flood that were closed, each opened anew */
  closed: number;
}

export interface DoorFigures {
  /** processor time of the web process for an address that leads nowhere */
  plainMs: number;
  /** the same for what costs most of what a stranger may ask, and what that is */
  worstMs: number;
  worst: string;
  ratio: number;
  dearest: { what: string; ms: number }[];
  /** that stay open with a body of a guessed signature, a copied token or a copied address */
  connections: number;
  /** of a fresh process, and of one that was asked for what costs much before */
  fresh: Flood;
  later: Flood;
  targets: typeof DOOR_TARGETS;
  machine: Machine;
}

type Row = [name: string, measured: string, target: string];

/** The figures for a person, with what is to be reached beside each. */
export function doorsText(of: DoorFigures): string {
  const { targets, machine } = of;
  const ms = (time: number): string => `${time.toFixed(2)} ms`;
  const mb = (size: number): string => `${size.toFixed(0)} MB`;
  const floodRows = (name: string, flood: Flood): Row[] => [
    [`memory, ${name}`, mb(flood.rssMb), `≤ ${targets.rssMb} MB`],
    ['  before', mb(flood.restRssMb), ''],
    ['  p95 of deliveries', ms(flood.webhookP95Ms), `≤ ${targets.webhookP95Ms} ms`],
    ['  connections closed', String(flood.closed), ''],
  ];
  const rows: Row[] = [
    ['a plain 404', ms(of.plainMs), ''],
    ['the dearest request', ms(of.worstMs), `≤ ${targets.worstMs} ms`],
    ['ratio: dearest ÷ plain', of.ratio.toFixed(2), `≤ ${targets.ratio}`],
    ...floodRows(`${of.connections} slow connections`, of.fresh),
    ...floodRows('the same after these', of.later),
  ];
  return [
    `${'measured'.padStart(44)}    to reach on 2 cores`,
    ...rows.map(([name, measured, target]) =>
      `${name.padEnd(32)}${measured.padStart(12)}    ${target}`.trimEnd(),
    ),
    '',
    ...of.dearest.map(({ what, ms: time }) => `${ms(time).padStart(10)}  ${what}`),
    '',
    `${machine.cores} cores of ${machine.cpu}, ${machine.memoryMb} MB of memory, Node ${machine.node}`,
  ].join('\n');
}
