import { afterEach, expect, it, vi } from 'vitest';
import { endAll, start } from '../support/processes/run-command';

vi.setConfig({ testTimeout: 600_000 });
afterEach(endAll);

/** Several processes of a kind, by a random seed that a failure names. `npm run chaos` has 20,000 events. */
it('after a storm around 2 web and 3 worker processes the app’s rows equal the shop’s', async () => {
  const seed = String(Math.floor(Math.random() * 1e9));
  const args = ['--events', '300', '--kills', '4', '--seed', seed, '--json'];
  const { stdout, stderr } = await start('chaos', [...args, '--webs', '2', '--workers', '3'], {})
    .ended;
  const told: unknown = JSON.parse(stdout === '' ? 'null' : stdout);
  expect(told, `${stderr}\nnpm run chaos -- ${args.join(' ')}`).toEqual({
    seed,
    events: 300,
    kills: 4,
    differences: 0,
  });
});
