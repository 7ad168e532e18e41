import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;
const EVERY_MS = 100;

/** The use of one process, sampled ten times a second. */
export interface ProcessUse {
  name: string;
  peakMb: number;
  cpuSeconds: number;
}

/** The use of a command's processes. */
export interface TreeUse {
  /** their peak sum at one moment; shared memory counts in each */
  peakMb: number;
  cpuSeconds: number;
  /** the largest first */
  processes: ProcessUse[];
}

interface Stat {
  pid: number;
  parent: number;
  cpuSeconds: number;
  bytes: number;
}

/**
 * Watches every process with the folder among its arguments, and all their descendants: a PostgreSQL
 * server names its data folder, and its backends are its children. Linux only.
 * @param root another process to watch
 * @returns a function that ends the watch and gives the use; null without `/proc`
 */
export function watchTree(root: number, folder: string): () => TreeUse | null {
  if (process.platform !== 'linux') return () => null;
  const seen = new Map<number, ProcessUse>();
  let peakBytes = 0;
  const look = (): void => {
    const own = treeOf(root, folder);
    peakBytes = Math.max(
      peakBytes,
      own.reduce((sum, { bytes }) => sum + bytes, 0),
    );
    for (const { pid, bytes, cpuSeconds } of own) {
      const known = seen.get(pid);
      const peakMb = Math.max(bytes / 1e6, known?.peakMb ?? 0);
      seen.set(pid, { name: nameOf(pid) || (known?.name ?? ''), peakMb, cpuSeconds });
    }
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    const processes = [...seen.values()].sort((one, other) => other.peakMb - one.peakMb);
    const cpuSeconds = processes.reduce((sum, one) => sum + one.cpuSeconds, 0);
    return { peakMb: peakBytes / 1e6, cpuSeconds, processes };
  };
}

function treeOf(root: number, folder: string): Stat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? []);
  const own = new Set([root]);
  for (const { pid } of all)
    if (pid !== process.pid && argumentsOf(pid).includes(folder)) own.add(pid);
  for (let before = 0; own.size > before;) {
    before = own.size;
    for (const { pid, parent } of all) if (own.has(parent)) own.add(pid);
  }
  return all.filter(({ pid }) => own.has(pid));
}

/** @returns null when the process has ended */
function statOf(pid: number): Stat | null {
  const text = read(pid, 'stat');
  // the name in brackets can contain spaces and brackets
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 22) return null;
  const at = (index: number): number => Number(fields[index]);
  const cpuSeconds = (at(11) + at(12)) / TICKS_PER_SECOND;
  return { pid, parent: at(1), cpuSeconds, bytes: at(21) * PAGE_BYTES };
}

function argumentsOf(pid: number): string {
  return read(pid, 'cmdline').replaceAll('\0', ' ').trim();
}

/** The process's name; PostgreSQL writes a backend's purpose into its arguments. */
function nameOf(pid: number): string {
  const given = argumentsOf(pid);
  if (given.startsWith('postgres:')) return given.replace(/\s+/g, ' ').slice(0, 60);
  const [program = ''] = given.split(' ');
  return `${program.split('/').at(-1) ?? ''} ${/[\w-]+\.(?:ts|mjs|js)\b/.exec(given)?.[0] ?? ''}`.trim();
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
