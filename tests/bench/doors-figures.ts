import type { Machine } from './machine';

/** What is to be reached on 2 cores. */
export const DOOR_TARGETS = { worstMs: 10, ratio: 3, rssMb: 300, webhookP95Ms: 1_000 };

export interface DoorFigures {
  /** processor time of the web process for an address that leads nowhere */
  plainMs: number;
  /** the same for what costs most of what a stranger may ask, and what that is */
  worstMs: number;
  worst: string;
  ratio: number;
  dearest: { what: string; ms: number }[];
  /** that stay open with a body of a guessed signature */
  connections: number;
  /** of the web process: the most during the flood, and before */
  rssMb: number;
  restRssMb: number;
  /** of signed deliveries during the flood */
  webhookP95Ms: number;
  /** of the flood, each opened anew */
  closed: number;
  targets: typeof DOOR_TARGETS;
  machine: Machine;
}

/** The figures for a person, with what is to be reached beside each. */
export function doorsText(of: DoorFigures): string {
  const { targets, machine } = of;
  const ms = (time: number): string => `${time.toFixed(2)} ms`;
  const mb = (size: number): string => `${size.toFixed(0)} MB`;
  const rows: [name: string, measured: string, target: string][] = [
    ['a plain 404', ms(of.plainMs), ''],
    ['the dearest request', ms(of.worstMs), `≤ ${targets.worstMs} ms`],
    ['ratio: dearest ÷ plain', of.ratio.toFixed(2), `≤ ${targets.ratio}`],
    [`memory, ${of.connections} slow connections`, mb(of.rssMb), `≤ ${targets.rssMb} MB`],
    ['  before', mb(of.restRssMb), ''],
    ['p95 of deliveries meanwhile', ms(of.webhookP95Ms), `≤ ${targets.webhookP95Ms} ms`],
    ['  of the flood closed', String(of.closed), ''],
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
