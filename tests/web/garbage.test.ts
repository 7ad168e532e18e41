import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { nodeArguments } from '../commands/processes/app-processes';

/** 40 MB in use, each object replaced after V8 has moved it to its old space: 300 MB of garbage there. */
const WORK = `
  const inUse = Array.from({ length: 40_000 }, () => new Array(125).fill(1));
  const used = () => process.memoryUsage().heapUsed;
  const first = used();
  let most = 0;
  for (let at = 0; at < 300_000; at += 1) {
    inUse[at % inUse.length] = new Array(125).fill(at);
    if (at % 1_000 === 0) most = Math.max(most, used());
  }
  console.log(most / first);
`;

it('the web process keeps less garbage than used memory, and stays below V8’s limit', async () => {
  const flags = nodeArguments('start').filter((argument) => argument.startsWith('--'));
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '-e', WORK]);
  expect(Number(stdout)).toBeLessThan(4);
});
