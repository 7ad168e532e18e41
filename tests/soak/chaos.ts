import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../support/processes/ensure-built';
import { runCommand, type Command } from '../commands/command';
import { migrated } from '../commands/database';
import { ownPostgres } from '../commands/processes/own-postgres';
import { progressOf } from '../commands/report/progress';
import { RunningApp } from '../commands/processes/running-app';
import { CommandTrouble } from '../commands/trouble';
import { LocalShopify } from '../sandbox/local-shopify';
import { Answers, copyAnswers } from './answers';
import { mishaps, numbersApart, rowsApart } from '../support/numbers/facts-apart';
import { Beside } from '../support/processes/beside';
import { chaosOptions, type ChaosOptions } from './options';
import { storm } from './storm';
import { chaosWorld, DOMAIN } from './world';
import { print } from '../commands/print';

interface Outcome {
  killed: number;
  differences: string[];
}

/** `npm run chaos`: checks that after a storm the app's rows equal the shop's. */
async function chaos(command: Command): Promise<void> {
  const options = chaosOptions(process.argv.slice(2));
  if ('help' in options) {
    await print(options.help);
    return;
  }
  const shown = progressOf(command);
  const say = shown.line;
  const { events, seed } = options;
  say(`seed ${seed}`);
  await Promise.all(
    (['web', 'processes'] as const).map((part) => ensureBuilt(part, command.processes)),
  );
  const { killed, differences } = await weather(command, options, say, (text) => shown.say(text));
  for (const difference of differences.slice(0, 40)) say(difference);
  const told = { seed, events, kills: killed, differences: differences.length };
  await print(
    options.json
      ? JSON.stringify(told)
      : `${String(events)} events, ${String(killed)} kills, ${String(differences.length)} differences`,
  );
  if (differences.length > 0)
    throw new CommandTrouble(`${String(differences.length)} differences (seed ${seed}).`);
}

async function weather(
  command: Command,
  options: ChaosOptions,
  say: (line: string) => void,
  hint: (text: string) => void,
): Promise<Outcome> {
  const own = await command.beside(ownPostgres());
  command.atEnd(() => own.remove());
  const shopify = await LocalShopify.open({ path: ':memory:' });
  command.atEnd(() => shopify.close());
  const { world, sold, costed } = chaosWorld(options.seed);
  await shopify.addShop(world);
  const { url: shopifyUrl } = await shopify.listen();
  const start = async (name: string, webs: number, workers: number, deaf = false) => {
    const folder = join(own.folder, name);
    mkdirSync(folder);
    const databaseUrl = await migrated(own.postgres, name);
    const beside = Beside.open(own.postgres.serverUrl(name));
    const around = { databaseUrl, shopify, shopifyUrl, folder, webs, workers, deaf };
    const app = await RunningApp.start(around);
    command.atEnd(async () => {
      await app.kill();
      await beside.close();
    });
    return { app, beside };
  };

  /** Slows the import, so that events happen while it runs. */
  const install = async ({ app, beside }: Awaited<ReturnType<typeof start>>): Promise<number> => {
    shopify.bulk.objectsPerSecond = 2_000;
    await app.install(DOMAIN);
    return await beside.shopId(DOMAIN);
  };

  const stormy = await start('storm', options.webs, options.workers);
  const { app, beside } = stormy;
  const shopId = await install(stormy);
  const happenings = shopify.events(DOMAIN, { seed: options.seed, sold, costed });
  const answers = new Answers(app, shopify, options.seed);
  const around = { app, shopify, beside, happenings, answers };
  const killed = await storm(options, around, (done) => {
    hint(`${String(done)} of ${String(options.events)} events`);
  });
  shopify.bulk.objectsPerSecond = Infinity;
  hint('waiting for the last deliveries');
  await shopify.webhooks.finished();
  await beside.idle('every enqueued job is done');
  hint('running the update checks and id audits');
  await beside.ask('reconcile.changed', { shopId, span: 'night' });
  await beside.idle('the update checks are done');
  for (const kind of ['ids', 'costs'] as const) await beside.beginAudit(shopId, kind);
  await beside.idle('the id audits are done');

  const differences = [
    ...(await rowsApart(beside, shopify, DOMAIN)),
    ...(await mishaps(beside, shopify)),
    ...(await answers.differences(beside)),
  ];
  hint('importing into a fresh database');
  const fresh = await start('fresh', 1, 1, true);
  await copyAnswers(beside, fresh.beside, await install(fresh));
  shopify.bulk.objectsPerSecond = Infinity;
  await fresh.beside.idle('the fresh import is done');
  differences.push(...(await numbersApart(beside, fresh.beside, DOMAIN)));
  for (const [name, code] of Object.entries(await app.stop()))
    if (code !== 0) differences.push(`${name} ended on SIGTERM with ${String(code)}`);
  if (differences.length > 0 && process.env.OMEGA_DEBUG === '1') say(app.said());
  // timing decides which statements deadlock: another run of the seed may not show them
  if (differences.some((line) => line.endsWith(' deadlocks'))) say(deadlocksIn(own.dataDir));
  return { killed, differences };
}

/** Both statements of each deadlock, without their values, from PostgreSQL's log. */
function deadlocksIn(dataDir: string): string {
  const log = join(dataDir, 'postgres', 'server.log');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  return lines
    .filter((_, at) =>
      lines.slice(Math.max(0, at - 20), at + 1).some((line) => line.includes('deadlock detected')),
    )
    .slice(0, 100)
    .join('\n');
}

await runCommand(chaos, 130);
