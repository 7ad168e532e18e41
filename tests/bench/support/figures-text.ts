import type { Machine } from './machine';

/** A figure and its target; '' for a figure without one. */
export type FigureRow = readonly [name: string, measured: string, target: string];

/** The lines of a table of figures, each beside its target. @param on the machine of the targets */
export function figureLines(rows: readonly FigureRow[], on = '2 cores'): string[] {
  const width = (column: 0 | 1, least = 0) =>
    Math.max(least, ...rows.map((row) => row[column].length));
  const [names, values] = [width(0), width(1, 'measured'.length)];
  return [
    `${' '.repeat(names)}  ${'measured'.padStart(values)}    target on ${on}`,
    ...rows.map(([name, measured, target]) =>
      `${name.padEnd(names)}  ${measured.padStart(values)}    ${target}`.trimEnd(),
    ),
  ];
}

/** The lines that say on which machine and database something was measured. */
export function machineLines(machine: Machine): string[] {
  const { cores, cpu, memoryMb, platform, postgres, fsync, synchronousCommit, node } = machine;
  return [
    `${cores} cores of ${cpu}, ${memoryMb.toLocaleString('en')} MB of memory, ${platform}`,
    `PostgreSQL ${postgres} (fsync ${fsync}, synchronous_commit ${synchronousCommit}), Node ${node}`,
  ];
}
