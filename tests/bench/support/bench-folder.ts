import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../commands/command';
import { removePostgres } from '../../sandbox/postgres/embedded-postgres';

/**
 * A temporary folder for a bench's files, and one in it for PostgreSQL's data; both are removed when
 * the command ends.
 */
export function benchFolder(command: Command): { folder: string; dataDir: string } {
  const folder = mkdtempSync(join(tmpdir(), 'omega-bench-'));
  const dataDir = join(folder, 'data');
  command.atEnd(() => {
    removePostgres(dataDir);
    rmSync(folder, { recursive: true, force: true });
  });
  // Started by root, PostgreSQL runs under another account, which must be able to enter.
  chmodSync(folder, 0o711);
  mkdirSync(dataDir, { mode: 0o711 });
  return { folder, dataDir };
}
