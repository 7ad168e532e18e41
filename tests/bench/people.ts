import { join } from 'node:path';
import type { z } from 'zod';
import { appEnvironment } from '../commands/processes/app-processes';
import { inherited, projectFolder } from '../support/processes/ensure-built';
import { runCommand, type Command } from '../commands/command';
import { migrated } from '../commands/database';
import { newKeys } from '../commands/demo/demo-data';
import { optionValues } from '../commands/option-values';
import { print } from '../commands/print';
import { ownPostgres } from '../commands/processes/own-postgres';
import { CommandTrouble } from '../commands/trouble';
import { peopleText, type PeopleFigures } from './people/people-figures';
import {
  exportedMessage,
  measuredMessage,
  preparedMessage,
  type PeopleOrder,
} from './people/people-messages';
import { machine } from './support/machine';

const USAGE = `npm run bench:people [-- options]    how soon a list of customers is counted and shown

  --orders N    orders of the shop, two lines each (1,000,000 when not given)
  --rounds N    times that each is asked; the fastest is taken (2 when not given)
  --json        one JSON object on standard output, and nothing else there
  --help        this text`;

const FEWEST = 1_000;
/** Node's, as `npm start` gives them to the process that sends files (decision 090). */
const COLLECTING_EARLY = [
  '--max-semi-space-size=16',
  '--initial-old-space-size=64',
  '--heap-growing-percent=30',
];

/** `npm run bench:people`: every two conditions of a list together, counted, and a page of it in several orders. */
async function bench(command: Command): Promise<void> {
  const { orders, rounds, json, help } = optionValues(process.argv.slice(2), USAGE, {
    orders: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '2' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (help === true) {
    await print(USAGE);
    return;
  }
  const figures = await measure(
    command,
    whole('--orders', orders, FEWEST),
    whole('--rounds', rounds, 1),
  );
  await print(json === true ? JSON.stringify(figures) : peopleText(figures));
}

async function measure(command: Command, orders: number, rounds: number): Promise<PeopleFigures> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const { postgres, folder, remove } = await command.beside(ownPostgres());
  command.atEnd(remove);
  const databaseUrl = await migrated(postgres, 'bench_people');
  const ownerUrl = postgres.serverUrl('bench_people');
  const run = async <T extends z.ZodType>(order: PeopleOrder | { export: number }, answer: T) => {
    let said: unknown;
    await command.processes.run({
      name: 'The measuring process',
      imports: ['tsx'],
      args:
        'export' in order
          ? [
              ...COLLECTING_EARLY,
              join(projectFolder, 'tests/bench/people/export-work.ts'),
              String(order.export),
            ]
          : [join(projectFolder, 'tests/bench/people/people-work.ts'), JSON.stringify(order)],
      env: {
        ...inherited(),
        ...appEnvironment({
          databaseUrl,
          shopifyUrl: 'http://localhost:1',
          appUrl: 'http://localhost:1',
          encryptionKeys: newKeys(),
        }),
        OMEGA_SERVER_URL: ownerUrl,
        LOG_LEVEL: 'silent',
      },
      cwd: projectFolder,
      logFile: join(folder, 'work.log'),
      onMessage: (message) => (said = message),
    });
    return answer.parse(said);
  };
  say(`making a shop of ${orders.toLocaleString('en')} orders`);
  const { shop } = await run({ task: 'prepare', orders, at: new Date() }, preparedMessage);
  say('asking for its lists');
  const found = await run({ task: 'measure', shop, rounds }, measuredMessage);
  say('reading the file of all customers');
  const file = await run({ export: shop }, exportedMessage);
  return {
    orders,
    customers: found.customers,
    combinations: found.combinations,
    countMs: found.count.ms,
    pageMs: found.page.ms,
    profileMs: found.profile.ms,
    movesMs: found.moves.ms,
    exportRowsPerSecond: file.rowsPerSecond,
    exportRatio: file.ratio,
    exportRssMb: file.rssMb,
    slowest: found.slowest,
    machine: await machine(ownerUrl),
  };
}

function whole(name: string, text: string, least: number): number {
  if (/^\d{1,8}$/.test(text) && Number(text) >= least) return Number(text);
  throw new CommandTrouble(`${name} ${text} is wrong; expected a whole number from ${least} on.`);
}

await runCommand(bench, 130);
