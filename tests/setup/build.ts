import { ensureBuilt } from '../support/processes/ensure-built';
import { Processes } from '../commands/processes/processes';

/** Once per run, before the first test of a running app: two files must not build at once. */
export default async function setup(): Promise<void> {
  const processes = new Processes();
  await Promise.all([ensureBuilt('web', processes), ensureBuilt('processes', processes)]);
}
