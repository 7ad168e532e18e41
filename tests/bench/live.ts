import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runCommand, type Command } from '../commands/command';
import { LocalShopify } from '../sandbox/local-shopify';
import type { OrderRecord } from '../sandbox/store/records';
import { largeShop } from '../sandbox/worlds/large';
import { teaShop } from '../sandbox/worlds/tea-shop';
import type { BenchDatabase } from './support/bench-database';
import { liveText, type LiveFigures } from './live/live-figures';
import { ground, startApp } from './support/ground';
import { machine } from './support/machine';
import { changeAndWatch } from './support/shop-changes';
import { print } from '../commands/print';

const USAGE = `npm run bench:live [-- options]    how soon an open Home shows a changed order without a reload

  --changes N          one a second (60 when not given)
  --while-importing    imports another shop's history meanwhile, until it is done
  --orders N           orders of the other shop (1,000,000 when not given)
  --json               one JSON object on standard output, and nothing else there
  --help               this text`;

const LARGE = 'large-shop.myshopify.com';

interface Options {
  changes: number;
  importing: number | null;
}

/** `npm run bench:live`: the demo shop, its webhooks, the built app's two processes, and an open Home. */
async function bench(command: Command): Promise<void> {
  const { values } = parseArgs({
    options: {
      changes: { type: 'string', default: '60' },
      'while-importing': { type: 'boolean', default: false },
      orders: { type: 'string', default: '1000000' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    await print(USAGE);
    return;
  }
  const whole = z.coerce.number().int().positive();
  const figures = await measure(command, {
    changes: whole.parse(values.changes),
    importing: values['while-importing'] ? whole.parse(values.orders) : null,
  });
  await print(values.json === true ? JSON.stringify(figures) : liveText(figures));
}

async function measure(command: Command, { changes, importing }: Options): Promise<LiveFigures> {
  const stand = await ground(command, 'bench_live');
  const { shown, own, databaseUrl, db } = stand;

  shown.say('Making the demo shop …');
  const shopify = await LocalShopify.open({ path: join(own.folder, 'shopify.sqlite') });
  command.atEnd(() => shopify.close());
  const tea = teaShop({ until: new Date() });
  await shopify.addShop(tea);
  if (importing !== null) {
    shown.say(`Making a shop of ${importing.toLocaleString('en')} orders …`);
    const large = largeShop({ orders: importing, until: new Date() });
    await shopify.addShop({ ...large, shop: { ...large.shop, domain: LARGE } });
  }
  const app = await startApp(command, stand, shopify);
  const { domain } = tea.shop;
  shown.say('Importing the demo shop …');
  await app.install(domain);
  await until(db, 'select 1 as found from snapshots where as_of > current_date');
  await idle(db);

  let importSeconds = 0;
  let enough = (made: number): boolean => made >= changes;
  if (importing !== null) {
    shown.say('Importing the large shop …');
    await app.install(LARGE);
    await until(db, `select 1 as found from imports where phase in ('reading', 'merging')`);
    const from = performance.now();
    let counted = false;
    void until(
      db,
      `select 1 as found from snapshots join shops on shops.id = shop_id where domain = '${LARGE}'`,
    ).then(() => {
      counted = true;
      importSeconds = (performance.now() - from) / 1_000;
    });
    enough = () => counted;
  }
  shown.say('Changing an order a second …');
  const { milliseconds, asked } = await changeAndWatch(
    app,
    shopify,
    domain,
    paid(tea.orders()),
    enough,
  );
  return {
    changes: milliseconds.length,
    ...percentiles(milliseconds),
    asked,
    importing: importing === null ? null : { orders: importing, seconds: importSeconds },
    machine: await machine(databaseUrl),
  };
}

/** Counted orders of known customers, the latest first: merchants change recent ones. */
function paid(orders: readonly OrderRecord[]): OrderRecord[] {
  return orders
    .filter(
      ({ customerId, displayFinancialStatus, cancelledAt, test }) =>
        customerId !== null && displayFinancialStatus === 'PAID' && cancelledAt === null && !test,
    )
    .reverse();
}

const found = z.object({ found: z.number() });

async function until(db: BenchDatabase, statement: string): Promise<void> {
  while ((await db.find(found, statement)) === null)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Waits until the past months have snapshots and the queue is empty. */
async function idle(db: BenchDatabase): Promise<void> {
  await until(
    db,
    `select 1 as found where not exists (
       select from graphile_worker.jobs where run_at < now() + interval '1 minute' and attempts < max_attempts)`,
  );
}

function percentiles(
  milliseconds: readonly number[],
): Pick<LiveFigures, 'p50Ms' | 'p95Ms' | 'p99Ms'> {
  const sorted = [...milliseconds].sort((one, other) => one - other);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

await runCommand(bench, 130);
