import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWeb, startWorker } from './processes/app-processes';
import { ensureBuilt } from '../support/processes/ensure-built';
import { runCommand, type Command } from './command';
import { commandPostgres, holdAlone, migrated } from './database';
import { answersFollow } from './demo/demo-answers';
import {
  dataFolder,
  demoData,
  encryptionKeys,
  removeBrokenShop,
  startOver,
} from './demo/demo-data';
import { untilHealthy } from './processes/health';
import { demoOptions, type DemoOptions } from './options';
import { appOrigin, freePort, nextFreePort } from './processes/ports';
import { serveShop } from './processes/shop-process';
import { steps } from './steps';
import { CommandTrouble } from './trouble';

/** `npm run demo`: runs the whole app with a shop, in one terminal, at one address. */
async function demo(command: Command): Promise<void> {
  const options = demoOptions(process.argv.slice(2));
  if ('help' in options) {
    process.stdout.write(`${options.help}\n`);
    return;
  }
  command.atEnd(() => {
    process.stdout.write('Stopped.\n');
  });
  await run(command, options);
  await new Promise(() => undefined);
}

async function run(command: Command, options: DemoOptions): Promise<void> {
  const step = steps((line) => process.stdout.write(`${line}\n`));
  const data = await demoData(options);
  const fromFile = options.orders !== null;
  if (options.fresh && !fromFile) startOver(data, true);
  mkdirSync(data.folder, { recursive: true });
  const store = join(data.folder, 'shopify.sqlite');
  const answered = join(data.folder, 'answered');
  const logFile = (name: string): string => join(data.folder, `${name}.log`);

  const port = await nextFreePort(options.port);
  if (port !== options.port) step.say(`Port ${options.port} is taken, using ${port}.`);
  const shellUrl = `http://localhost:${port}`;
  const appUrl = appOrigin(await freePort());

  const database = command.beside(
    step.run('Database', async () => {
      const postgres = await commandPostgres(command, dataFolder, step.say);
      if (!(await holdAlone(command, postgres, data.database)))
        throw new CommandTrouble(runsAlready(data.folder));
      // Only here is it certain that no other demo uses this file's shop.
      if (options.fresh && fromFile) {
        startOver(data, false);
        mkdirSync(data.folder, { recursive: true });
      }
      if (removeBrokenShop(store)) step.say(`The shop in ${store} is half written: rebuilding it.`);
      // A rebuilt shop has other orders than its database.
      if (!existsSync(store)) {
        rmSync(answered, { force: true });
        await postgres.dropDatabase(data.database);
      }
      return await migrated(postgres, data.database, (sentence) => {
        rmSync(answered, { force: true });
        step.say(sentence);
      });
    }),
  );
  const shop = step.run(fromFile ? "The file's shop" : 'Demo shop', async () => {
    await database;
    const world = fromFile
      ? {
          kind: 'order-export' as const,
          files: options.orders ?? [],
          timezone: options.timezone,
        }
      : { kind: 'tea-shop' as const };
    return await serveShop(command, { store, port, appUrl, world }, logFile('shopify'));
  });
  const processes = step.run('Processes', () => ensureBuilt('processes', command.processes));
  const web = step.run('Web app', () => ensureBuilt('web', command.processes));

  const [databaseUrl, served] = await Promise.all([database, shop, processes]);
  for (const note of served.notes) step.say(note);
  const around = {
    ...{ databaseUrl, shopifyUrl: served.url, appUrl, encryptionKeys: encryptionKeys() },
    clockOffsetMs: served.clockOffsetMs,
  };
  startWorker(command, around, logFile('worker'));
  await web;
  startWeb(command, around, shellUrl, logFile('web'));
  await step.run('Started', () => untilHealthy(`${appUrl}/health/ready`));
  writeFileSync(addressFile(data.folder), `${shellUrl}/`);
  step.say(`\nOpen ${shellUrl}/\nCtrl-C ends everything.`);
  // An export has no survey answers.
  if (fromFile) return;
  const { domain } = served;
  answersFollow(
    command,
    { around, domain, store, done: answered, logFile: logFile('answers') },
    step.say,
  );
}

function addressFile(folder: string): string {
  return join(folder, 'address');
}

function runsAlready(folder: string): string {
  const known = existsSync(addressFile(folder)) ? readFileSync(addressFile(folder), 'utf8') : '';
  return `This demo runs already${known === '' ? '' : ` at ${known}`}. Open it there, or end it with Ctrl-C in its terminal first.`;
}

await runCommand(demo, 0);
