import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { endAll, start } from '../support/processes/run-command';

vi.setConfig({ testTimeout: 300_000 });
afterEach(endAll);

const told = z.object({
  inputs: z.number(),
  serverErrors: z.number(),
  admitted: z.number(),
  slowest: z.number(),
  leaks: z.number(),
});

/** Every door, by a random seed that a failure names. `npm run fuzz` sends 100,000. */
it('no input breaks a door, hangs it, or gets a secret', async () => {
  const seed = String(Math.floor(Math.random() * 1e9));
  const args = ['--inputs', '1000', '--seed', seed, '--json'];
  const { stdout, stderr } = await start('fuzz', args, {}).ended;
  const found = told.parse(JSON.parse(stdout === '' ? 'null' : stdout));
  expect(found, `${stderr}\nnpm run fuzz -- ${args.join(' ')}`).toMatchObject({
    inputs: 1_000,
    serverErrors: 0,
    admitted: 0,
    leaks: 0,
  });
  // a busy machine takes hundreds of milliseconds; an expression that backtracks without end takes minutes
  expect(found.slowest, stderr).toBeLessThan(10_000);
});
