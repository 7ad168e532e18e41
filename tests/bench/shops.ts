import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { runCommand, type Command } from '../commands/command';
import { optionValues } from '../commands/option-values';
import { print } from '../commands/print';
import type { RunningApp } from '../commands/processes/running-app';
import { CommandTrouble } from '../commands/trouble';
import { LocalShopify } from '../sandbox/local-shopify';
import type { OrderRecord } from '../sandbox/store/records';
import { largeShop } from '../sandbox/worlds/large';
import type { BenchDatabase } from './support/bench-database';
import { ground, startApp } from './support/ground';
import { machine } from './support/machine';
import { HOME } from './support/open-page';
import { percentile } from './support/door-load';
import { changeAndWatch } from './support/shop-changes';
import { bytesPerShopYear } from './shops/shops-bytes';
import { copyShop } from './shops/shops-copies';
import { measureJobs } from './shops/shops-jobs';
import { shopsFigures, shopsText, type ShopsFigures } from './shops/shops-figures';
import { besideTheHour, midnight } from './shops/shops-midnight';

const USAGE = `npm run bench:shops [-- options]    what many shops cost: their midnight, their kept days, a page meanwhile

  --shops N     shops of 2,000 orders whose midnight comes at once, from 1 to 5,000 (500 when not given)
  --json        one JSON object on standard output, and nothing else there
  --help        this text`;

const ORDERS = 2_000;
const COPIED = 'copied.myshopify.com';
const WATCHED = 'watched.myshopify.com';
/** Requests of Home at rest, and the minimum of changes during a short midnight. */
const LOADS = 200;
const LEAST_CHANGES = 10;

/** `npm run bench:shops`: imports one shop, copies its rows for the other shops, and times their midnight. */
async function bench(command: Command): Promise<void> {
  const { shops, json, help } = optionValues(process.argv.slice(2), USAGE, {
    shops: { type: 'string', default: '500' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (help === true) {
    await print(USAGE);
    return;
  }
  const number = /^\d+$/.test(shops) ? Number(shops) : 0;
  if (number < 1 || number > 5_000)
    throw new CommandTrouble(`--shops ${shops} is wrong; expected a whole number from 1 to 5000.`);
  const figures = await measure(command, number);
  await print(json === true ? JSON.stringify(figures) : shopsText(figures));
}

async function measure(command: Command, shops: number): Promise<ShopsFigures> {
  const stand = await ground(command, 'bench_shops');
  const { shown, databaseUrl, db } = stand;

  const { jobsPerSecond } = await measureJobs(command, {
    ...{ own: stand.own, logs: stand.logs },
    say: (what) => shown.say(what),
  });
  shown.say('Making and importing two shops …');
  const shopify = await LocalShopify.open({ path: ':memory:' });
  command.atEnd(() => shopify.close());
  const until = new Date();
  const watched = largeShop({ orders: ORDERS, until, domain: WATCHED, seed: 'watched' });
  await shopify.addShop(largeShop({ orders: ORDERS, until, domain: COPIED }));
  await shopify.addShop({ ...watched, shop: { ...watched.shop, id: watched.shop.id + 1 } });
  // all shops' nightly work at the same time
  const env = { LOG_LEVEL: 'warn', NIGHT_SPREAD_MINUTES: '0' };
  const app = await startApp(command, stand, shopify, { env });
  for (const domain of [COPIED, WATCHED]) await app.install(domain);
  const copied = await imported(db, COPIED);
  await imported(db, WATCHED);
  await idle(db);

  await copyShop(db, copied, shops, (done, all) => {
    shown.say(`Copying the rows for ${shops} shops … ${done} of ${all} tables`);
  });
  shown.say('Asking for Home …');
  const loaderP95Ms = p95(await loads(app, (made) => made >= LOADS));
  await besideTheHour();

  shown.say(`Midnight of ${shops} shops …`);
  const orders = (await all(watched.orders())).reverse();
  let over = false;
  const [figures, changes, meanwhile] = await Promise.all([
    midnight(db, app, shops, (done) => {
      shown.say(`Midnight of ${shops} shops … ${done}`);
    }).then((measured) => {
      over = true;
      return measured;
    }),
    changesOf(app, shopify, orders, (made) => over && made >= LEAST_CHANGES),
    loads(app, () => over),
  ]);
  return shopsFigures({
    shops,
    jobsPerSecond,
    ...figures,
    othersChangedOrderP95Seconds: p95(changes) / 1_000,
    loaderP95Ms,
    loaderInMidnightP95Ms: p95(meanwhile),
    bytesPerShopYear: await bytesPerShopYear(db),
    machine: await machine(databaseUrl),
  });
}

async function changesOf(
  app: RunningApp,
  shopify: LocalShopify,
  orders: readonly OrderRecord[],
  enough: (made: number) => boolean,
): Promise<number[]> {
  return (await changeAndWatch(app, shopify, WATCHED, orders, enough)).milliseconds;
}

function p95(milliseconds: readonly number[]): number {
  return percentile(
    [...milliseconds].sort((one, other) => one - other),
    0.95,
  );
}

/** Durations of repeated requests for Home's data, in milliseconds. */
async function loads(app: RunningApp, enough: (made: number) => boolean): Promise<number[]> {
  const milliseconds: number[] = [];
  while (!enough(milliseconds.length)) {
    const from = performance.now();
    const answer = await app.ask(WATCHED, HOME);
    await answer.text();
    if (!answer.ok) throw new CommandTrouble(`Home answered HTTP ${answer.status}.`);
    milliseconds.push(performance.now() - from);
    await wait(100);
  }
  return milliseconds;
}

async function imported(db: BenchDatabase, domain: string): Promise<number> {
  for (;;) {
    const found = await db.find(
      z.object({ id: z.number() }),
      `select id from shops where domain = $1 and exists (select from snapshots where shop_id = id and as_of > current_date)`,
      [domain],
    );
    if (found !== null) return found.id;
    await wait(100);
  }
}

async function all<T>(found: Iterable<T> | AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of found) list.push(one);
  return list;
}

/** Waits until the past months have snapshots and the queue is empty. */
async function idle(db: BenchDatabase): Promise<void> {
  const { waiting } = await db.one(
    z.object({ waiting: z.number() }),
    `select count(*)::int as waiting from graphile_worker.jobs
     where run_at < now() + interval '1 minute' and attempts < max_attempts`,
  );
  if (waiting === 0) return;
  await wait(100);
  await idle(db);
}

await runCommand(bench, 130);
