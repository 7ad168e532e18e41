import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { appEnvironment } from '../commands/processes/app-processes';
import { inherited, projectFolder } from '../support/processes/ensure-built';
import { runCommand, type Command } from '../commands/command';
import { migrated } from '../commands/database';
import { newKeys } from '../commands/demo/demo-data';
import { ownPostgres } from '../commands/processes/own-postgres';
import { CommandTrouble } from '../commands/trouble';
import { machine } from './support/machine';
import { preparedMessage, roundMessage, type Round, type WallsOrder } from './walls/walls-messages';

const USAGE = `npm run bench:walls [-- options]    what row level security costs

  --orders N    orders of the shop, two lines each (200,000 when not given)
  --rounds N    rounds for each role, alternating (5 when not given)
  --json        one JSON object on standard output, and nothing else there
  --help        this text`;

const NAMES: Record<keyof Round, [name: string, unit: string]> = {
  insert: ['insert all orders', 's'],
  sum: ['sum all orders', 'ms'],
  read: ['read one snapshot', 'ms'],
  snapshot: ['book and snapshot', 's'],
};

/** `npm run bench:walls`: runs the same code as the app's role and as one that bypasses the walls. */
async function bench(command: Command): Promise<void> {
  const values = options(process.argv.slice(2));
  if (values.help) return print(USAGE);
  const [orders, rounds] = [Number(values.orders), Number(values.rounds)];
  if (!(orders >= 100 && rounds >= 1)) throw new CommandTrouble(USAGE);
  const measured = await measure(command, orders, rounds);
  print(values.json ? JSON.stringify(measured) : text(measured));
}

/** @throws CommandTrouble naming an unknown option */
function options(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        orders: { type: 'string', default: '200000' },
        rounds: { type: 'string', default: '5' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    throw new CommandTrouble(USAGE);
  }
}

interface Measured {
  orders: number;
  rounds: number;
  /** the best round behind the walls, without them, and their ratio */
  figures: Record<keyof Round, { walled: number; bare: number; ratio: number }>;
  machine: Awaited<ReturnType<typeof machine>>;
}

async function measure(command: Command, orders: number, rounds: number): Promise<Measured> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const { postgres, folder, remove } = await command.beside(ownPostgres());
  command.atEnd(remove);
  const walled = await migrated(postgres, 'walls');
  const bare = postgres.serverUrl('walls');
  const at = new Date();

  const run = async <T extends z.ZodType>(url: string, order: WallsOrder, answer: T) => {
    let said: unknown;
    await command.processes.run({
      name: 'The measuring process',
      imports: ['tsx'],
      args: [join(projectFolder, 'tests/bench/walls/walls-work.ts'), JSON.stringify(order)],
      env: {
        ...inherited(),
        ...appEnvironment({
          databaseUrl: url,
          shopifyUrl: 'http://localhost:1',
          appUrl: 'http://localhost:1',
          encryptionKeys: newKeys(),
        }),
        OMEGA_SERVER_URL: bare,
        LOG_LEVEL: 'silent',
      },
      cwd: projectFolder,
      logFile: join(folder, 'work.log'),
      onMessage: (message) => (said = message),
    });
    return answer.parse(said);
  };

  say(`making a shop of ${orders.toLocaleString('en')} orders`);
  const { shop } = await run(walled, { task: 'prepare', orders, at }, preparedMessage);
  const found: Record<'walled' | 'bare', Round[]> = { walled: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`);
    // alternating, so that neither role always finds the other's pages in memory
    const turns = [['walled', walled] as const, ['bare', bare] as const];
    for (const [role, url] of round % 2 === 0 ? turns : turns.reverse())
      found[role].push(await run(url, { task: 'measure', shop, at }, roundMessage));
  }
  const figure = (name: keyof Round) => {
    const [one, other] = [best(found.walled, name), best(found.bare, name)];
    return { walled: one, bare: other, ratio: one / other };
  };
  return {
    orders,
    rounds,
    figures: {
      insert: figure('insert'),
      sum: figure('sum'),
      read: figure('read'),
      snapshot: figure('snapshot'),
    },
    machine: await machine(bare),
  };
}

/** The best round: disturbances only make a round slower. */
const best = (rounds: readonly Round[], name: keyof Round): number =>
  Math.min(...rounds.map((round) => round[name]));

function text({ orders, rounds, figures, machine: on }: Measured): string {
  const row = (name: keyof Round): string => {
    const { walled, bare, ratio } = figures[name];
    const [said, unit] = NAMES[name];
    const value = (number: number) => `${number.toFixed(2)} ${unit}`.padStart(14);
    return `${said.padEnd(20)}${value(walled)}${value(bare)}${ratio.toFixed(2).padStart(9)}`;
  };
  return [
    `${orders.toLocaleString('en')} orders, PostgreSQL's processor time, the best of ${rounds} rounds`,
    '',
    `${''.padEnd(20)}${'with walls'.padStart(14)}${'without'.padStart(14)}${'ratio'.padStart(9)}`,
    ...(Object.keys(NAMES) as (keyof Round)[]).map(row),
    '',
    `${on.cores} cores of ${on.cpu}, PostgreSQL ${on.postgres}, Node ${on.node}`,
  ].join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

await runCommand(bench, 130);
