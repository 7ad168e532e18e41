import { afterEach, expect, it, vi } from 'vitest';
import { endAll, start } from '../support/processes/run-command';

vi.setConfig({ testTimeout: 600_000 });
afterEach(endAll);

const byChance = String(Math.floor(Math.random() * 1e9));

/** A fixed seed, and a random one with more processes, which a failure names. */
it.each([
  ['1', '1', '1'],
  [byChance, '2', '3'],
])(
  'after the storm of seed %s around %s web and %s worker processes the app’s rows equal the shop’s',
  async (seed, webs, workers) => {
    const args = ['--events', '300', '--kills', '4', '--seed', seed, '--json'];
    const { stdout, stderr } = await start(
      'chaos',
      [...args, '--webs', webs, '--workers', workers],
      {},
    ).ended;
    const told: unknown = JSON.parse(stdout === '' ? 'null' : stdout);
    expect(told, `${stderr}\nnpm run chaos -- ${args.join(' ')}`).toEqual({
      seed,
      events: 300,
      kills: 4,
      differences: 0,
    });
  },
);
