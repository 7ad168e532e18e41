import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const COMMAND = JSON.stringify(join(import.meta.dirname, 'command.ts'));

/** Runs a command with this work in its own process, because a command ends its process. */
function run(work: string): { status: number | null; said: string } {
  const script = `import { runCommand } from ${COMMAND}; await runCommand(async (command) => { ${work} }, 130);`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    { encoding: 'utf8', cwd: join(import.meta.dirname, '../..') },
  );
  return { status, said: stderr };
}

const FULL = `throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });`;
const DISCONNECTED = `command.atEnd(() => { throw new Error('Connection terminated unexpectedly'); });`;

it('prints the first failure, and not its consequences', () => {
  expect(run(DISCONNECTED + FULL)).toEqual({
    status: 1,
    said: 'The disk is full. Free some space and start again.\n',
  });
});

it('prints a failure of its clean-up when nothing failed before', () => {
  expect(run(DISCONNECTED)).toEqual({
    status: 1,
    said: 'Something unexpected happened: Connection terminated unexpectedly. Run it again with OMEGA_DEBUG=1 to see where.\n',
  });
});
