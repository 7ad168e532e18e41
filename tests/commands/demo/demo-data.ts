import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { removePostgres } from '../../sandbox/postgres/embedded-postgres';
import { projectFolder } from '../../support/processes/ensure-built';
import { filesAt } from '../../sandbox/worlds/csv/sources';
import type { DemoOptions } from '../options';
import { CommandTrouble } from '../trouble';

/** The folder for data of runs, outside of version control; tests have their own. */
export const dataFolder = resolve(process.env.OMEGA_DATA_DIR ?? join(projectFolder, '.data'));

/** The file of a demo's shop, and the name of its database. */
export interface DemoData {
  folder: string;
  database: string;
}

/** The place of the demo shop, or of files: these by their content and time zone. */
export async function demoData({ orders, timezone }: DemoOptions): Promise<DemoData> {
  if (orders === null) return { folder: join(dataFolder, 'demo'), database: 'demo' };
  const contents: string[] = [];
  for (const file of await filesAt(orders)) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    contents.push(hash.digest('hex'));
  }
  const all = createHash('sha256').update([timezone ?? '', ...contents.sort()].join(' '));
  const name = `orders_${all.digest('hex').slice(0, 12)}`;
  return { folder: join(dataFolder, name), database: name };
}

/**
 * Removes the data of earlier runs: everything, or one file's shop if a file is given.
 * @throws PostgresTrouble while a process uses it
 */
export function startOver(data: DemoData, everything: boolean): void {
  if (everything) {
    removePostgres(dataFolder);
    rmSync(dataFolder, { recursive: true, force: true });
  } else rmSync(data.folder, { recursive: true, force: true });
}

/**
 * The key that encrypts the demo's tokens, generated once.
 * @throws CommandTrouble when the file is damaged
 */
export function encryptionKeys(): string {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'token-encryption-keys');
  if (!existsSync(file)) writeFileSync(file, newKeys(), { mode: 0o600 });
  const keys = readFileSync(file, 'utf8').trim();
  if (!/^v1:[A-Za-z0-9+/]{43}=$/.test(keys))
    throw new CommandTrouble(
      `${file} is damaged, and the demo's tokens cannot be read without it. Start over with: npm run demo -- --fresh`,
    );
  return keys;
}

/** A new key in the format of TOKEN_ENCRYPTION_KEYS. */
export function newKeys(): string {
  return `v1:${randomBytes(32).toString('base64')}`;
}

/**
 * Removes a shop's file that is not readable, so that it is rebuilt.
 * @returns whether it removed one
 */
export function removeBrokenShop(store: string): boolean {
  if (!existsSync(store) || isShop(store)) return false;
  for (const ending of ['', '-wal', '-shm', '.bulk'])
    rmSync(`${store}${ending}`, { recursive: true, force: true });
  return true;
}

function isShop(store: string): boolean {
  try {
    const file = new DatabaseSync(store);
    try {
      return file.prepare('select 1 from shops').get() !== undefined;
    } finally {
      file.close();
    }
  } catch {
    return false;
  }
}
