import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { inherited, projectFolder } from '../support/processes/ensure-built';
import { runCommand, type Command } from '../commands/command';
import { commandPostgres } from '../commands/database';
import { print } from '../commands/print';
import { POSTGRES_SETTINGS } from '../commands/report/database';
import { progressOf } from '../commands/report/progress';
import { CommandTrouble } from '../commands/trouble';
import { mustBe } from './support/bench-database';
import { benchFolder } from './support/bench-folder';
import { machine } from './support/machine';
import { benchOptions } from './support/options';
import { watchTree, type TreeUse } from './support/process-tree';
import { writeOrderExport } from './report/report-file';
import { reportFiguresText, withTargets, type ReportFigures } from './report/report-figures';

const USAGE = `npm run bench:report [-- options]    how long a report of an order export takes, and how much memory

  --orders N    orders of the file, from 100 to 10,000,000 (1,000,000 when not given)
  --json        one JSON object on standard output, and nothing else there
  --help        this text`;

const SMALL = 50;

/**
 * `npm run bench:report`: `npm run report` as a user starts it, beside csv-parse alone over the same
 * file.
 */
async function bench(command: Command): Promise<void> {
  const options = benchOptions(process.argv.slice(2), USAGE, 1_000_000);
  if ('help' in options) {
    await print(options.help);
    return;
  }
  const figures = await measure(command, options.orders);
  await print(options.json ? JSON.stringify(figures) : reportFiguresText(figures));
}

async function measure(command: Command, orders: number): Promise<ReportFigures> {
  const shown = progressOf(command);
  const { folder, dataDir } = benchFolder(command);
  shown.say('Writing the files …');
  const [small, large] = [join(folder, 'small.csv'), join(folder, 'orders.csv')];
  await writeOrderExport(small, SMALL);
  await writeOrderExport(large, orders);

  shown.say(`Reports of ${SMALL} orders …`);
  const first = await report(command, small, SMALL, dataDir);
  const again = await report(command, small, SMALL, dataDir);
  shown.say('csv-parse alone …');
  const floorSeconds = await floor(command, large);
  shown.say('The report …');
  const { seconds, use } = await report(command, large, orders, dataDir);
  const postgres = await commandPostgres(command, dataDir, () => undefined, POSTGRES_SETTINGS);
  return withTargets({
    orders,
    fileMb: statSync(large).size / 1e6,
    ...{ floorSeconds, seconds, ratio: seconds / floorSeconds },
    cpuSeconds: use?.cpuSeconds ?? null,
    peakMb: use?.peakMb ?? null,
    largestMb: use?.processes[0]?.peakMb ?? null,
    processes: use?.processes ?? [],
    small: { orders: SMALL, firstSeconds: first.seconds, seconds: again.seconds },
    machine: await machine(postgres.url('postgres')),
  });
}

const counted = z.object({ orders: z.object({ read: z.number(), counted: z.number() }) });

/** @throws CommandTrouble when the report does not count every order of the file */
async function report(
  command: Command,
  file: string,
  orders: number,
  dataDir: string,
): Promise<{ seconds: number; use: TreeUse | null }> {
  const from = performance.now();
  const child = spawn('npm', ['run', '-s', 'report', '--', '--orders', file, '--json'], {
    cwd: projectFolder,
    env: { ...inherited(), OMEGA_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  command.atEnd(() => ended(child));
  const used = watchTree(child.pid ?? process.pid, dataDir);
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const seconds = (performance.now() - from) / 1_000;
  const use = used();
  if (child.exitCode !== 0) throw new CommandTrouble('The report failed.');
  const { read, counted: purchases } = counted.parse(JSON.parse(said)).orders;
  mustBe('orders that the report has read', read, orders);
  mustBe('orders that it counts', purchases, orders);
  return { seconds, use };
}

/** Ends a running process and waits for its end, because its files are removed next. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

const parsed = z.object({ seconds: z.number(), rows: z.number() });

async function floor(command: Command, file: string): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(projectFolder, 'tests/bench/report/csv-floor.ts'), file],
    { cwd: projectFolder, env: inherited(), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  command.atEnd(() => ended(child));
  return parsed.parse(JSON.parse(await text(child.stdout))).seconds;
}

await runCommand(bench, 130);
