import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Processes } from '../../commands/processes/processes';

export const projectFolder = join(import.meta.dirname, '../../..');
const buildFolder = join(projectFolder, 'build');

interface Part {
  /** its name for people */
  name: string;
  /** arguments of Node */
  args: string[];
  /** its outputs: a missing one starts the build again */
  makes: string[];
  /** folders that it adds files to: removed first */
  empties: string[];
}

const parts = {
  web: {
    name: "the web app's build",
    args: ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build', '--logLevel', 'warn'],
    makes: ['server/index.js', 'client/assets'],
    empties: ['server', 'client'],
  },
  processes: {
    name: "the processes' build",
    args: ['worker.build.mjs'],
    makes: ['start.js', 'worker.js', 'migrate.js', 'node_modules/@prisma/client/index.js'],
    empties: [],
  },
} satisfies Record<string, Part>;

/** The sources of a build; a change of them makes the build stale. */
const SOURCES = [
  'app',
  'public',
  'package.json',
  'package-lock.json',
  'prisma/models',
  'prisma/schema.prisma',
  'tsconfig.json',
  'vite.config.ts',
  'worker.build.mjs',
];

/**
 * Builds a part of the app that is missing or older than its sources.
 * @returns whether it built
 * @throws CommandTrouble with the output of the build
 */
export async function ensureBuilt(
  name: keyof typeof parts,
  processes: Processes,
): Promise<boolean> {
  const part: Part = parts[name];
  const stamp = join(buildFolder, `.stamp-${name}`);
  const sources = hashOf(SOURCES);
  const whole = part.makes.every((file) => existsSync(join(buildFolder, file)));
  if (whole && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return false;
  // Remove the stamp first, so that an interrupted build counts as missing.
  mkdirSync(buildFolder, { recursive: true });
  rmSync(stamp, { force: true });
  for (const folder of part.empties)
    rmSync(join(buildFolder, folder), { recursive: true, force: true });
  await processes.run({
    name: part.name,
    args: part.args,
    env: { ...inherited(), NODE_ENV: 'production' },
    cwd: projectFolder,
    logFile: join(buildFolder, `${name}.log`),
  });
  writeFileSync(stamp, sources);
  return true;
}

/** This process's environment, without the variables of its npm script and test runner. */
export function inherited(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(env))
    if (/^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$)/.test(name)) Reflect.deleteProperty(env, name);
  return env;
}

/** The hash of files and folders of the project, and of this Node's version. */
export function hashOf(names: string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const name of names) addTo(hash, name);
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, name: string): void {
  const path = join(projectFolder, name);
  if (!existsSync(path)) return;
  const below = children(path);
  if (below) for (const child of below) addTo(hash, join(name, child));
  else if (!name.endsWith('.test.ts')) hash.update(`${name}\0`).update(readFileSync(path));
}

function children(path: string): string[] | null {
  try {
    return readdirSync(path).sort();
  } catch {
    return null;
  }
}
