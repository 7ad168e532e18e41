import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../support/processes/ensure-built';
import { runCommand, type Command } from '../commands/command';
import { commandPostgres } from '../commands/database';
import { dataFolder } from '../commands/demo/demo-data';
import { progressOf } from '../commands/report/progress';
import { benchFolder } from './support/bench-folder';
import { figures, figuresText, type Figures } from './import/import-figures';
import { machine } from './support/machine';
import { measureSize } from './import/measure-size';
import { benchOptions } from './support/options';
import { print } from '../commands/print';

/** `npm run bench:import`: times a shop from JSONL to its snapshot, and COPY alone. */
async function bench(command: Command): Promise<void> {
  const options = benchOptions(process.argv.slice(2));
  if ('help' in options) {
    await print(options.help);
    return;
  }
  const measured = await measure(command, options.orders);
  await print(options.json ? JSON.stringify(measured) : figuresText(measured));
}

async function measure(command: Command, orders: number): Promise<Figures> {
  const shown = progressOf(command);
  const say = shown.line;
  const { folder, dataDir } = benchFolder(command);
  const logs = join(dataFolder, 'bench-logs');
  mkdirSync(logs, { recursive: true });

  shown.say('Building the worker …');
  await ensureBuilt('processes', command.processes);
  const postgres = await commandPostgres(command, dataDir, say);
  const bench = {
    ...{ command, postgres, folder, logs, say },
    at: new Date(),
    hint: (text: string) => shown.say(text),
  };
  const tenth = await measureSize(bench, Math.round(orders / 10));
  const whole = await measureSize(bench, orders);
  return figures(whole, tenth, await machine(postgres.url('postgres')));
}

await runCommand(bench, 130);
