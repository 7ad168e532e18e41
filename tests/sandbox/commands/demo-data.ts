import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { removePostgres } from '../../../app/store/embedded-postgres.server';
import { projectFolder } from './build';
import type { DemoOptions } from './options';

/** Everything that runs keep, and nothing that is in the repository; the tests have their own. */
export const dataFolder = resolve(process.env.OMEGA_DATA_DIR ?? join(projectFolder, '.data'));

/** Where a demo keeps its shop, and the name of its database. */
export interface DemoData {
  folder: string;
  database: string;
}

/** The demo shop has one place; every file (read in a time zone) has another, by its content. */
export async function demoData({ orders, timezone }: DemoOptions): Promise<DemoData> {
  if (orders === null) return { folder: join(dataFolder, 'demo'), database: 'demo' };
  const hash = createHash('sha256').update(timezone ?? '');
  await pipeline(createReadStream(orders), hash);
  const name = `orders_${hash.digest('hex').slice(0, 12)}`;
  return { folder: join(dataFolder, name), database: name };
}

/**
 * Removes what earlier runs kept: everything, or one file's shop where a file is given.
 * @throws PostgresTrouble while something runs on it
 */
export function startOver(data: DemoData, everything: boolean): void {
  if (everything) {
    removePostgres(dataFolder);
    rmSync(dataFolder, { recursive: true, force: true });
  } else rmSync(data.folder, { recursive: true, force: true });
}

/** The key that encrypts the demo's tokens, made once. */
export function encryptionKeys(): string {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'token-encryption-keys');
  try {
    writeFileSync(file, newKeys(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8');
}

/** A new key in the form of TOKEN_ENCRYPTION_KEYS. */
export function newKeys(): string {
  return `v1:${randomBytes(32).toString('base64')}`;
}
