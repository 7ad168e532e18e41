import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../commands/command';
import { removePostgres } from '../../sandbox/postgres/embedded-postgres';

/** A temporary folder for a bench's files, and one in it for PostgreSQL's data; both go with the command. */
export function benchFolder(command: Command): { folder: string; dataDir: string } {
  const folder = mkdtempSync(join(tmpdir(), 'omega-bench-'));
  const dataDir = join(folder, 'data');
  command.atEnd(() => {
    removePostgres(dataDir);
    rmSync(folder, { recursive: true, force: true });
  });
  // Started by root, PostgreSQL runs under an account that has to find its way in.
  chmodSync(folder, 0o711);
  mkdirSync(dataDir, { mode: 0o711 });
  return { folder, dataDir };
}
