import { join } from 'node:path';
import { z } from 'zod';
import { inherited, projectFolder } from '../support/processes/ensure-built';
import { runCommand, type Command } from '../commands/command';
import { optionValues } from '../commands/option-values';
import type { OwnPostgres } from '../commands/processes/own-postgres';
import { print } from '../commands/print';
import type { RunningApp } from '../commands/processes/running-app';
import { LocalShopify } from '../sandbox/local-shopify';
import { BenchDatabase, mustBe } from './support/bench-database';
import { p50, p99, paced, sendAll, throughput, type NextRequest } from './support/door-load';
import { ground, startApp, type Ground } from './support/ground';
import { machine } from './support/machine';
import {
  SURVEY_TARGETS,
  surveyText,
  type DoorFigures,
  type SurveyFigures,
} from './survey/survey-figures';
import { atCheckout, atFloor, atProxy, FIRST_ORDER, keyOf } from './survey/survey-requests';

const USAGE = `npm run bench:survey [-- options]    how fast the two doors of the survey are, and whether they lose answers

  --json        one JSON object on standard output, and nothing else there
  --help        this text`;

const DATABASE = 'bench_survey';
/** Many shops, so that one shop's limit of messages does not bound the figure. */
const SHOPS = Array.from({ length: 20 }, (_, at) => `shop-${String(at)}.myshopify.com`);
const ROUNDS = 3;
const SECONDS = 3;
const PACE = { perSecond: 200, seconds: 10 };
const SENT = 20_000;
/** More than half of the checkout's answers in all rounds on the fastest machine tried. */
const KNOWN_ORDERS = 25_000;
/** Acknowledged answers after which both processes are killed, while others are in flight. */
const UNTIL_KILLED = 2_000;

/** `npm run bench:survey`: both doors beside a bare server with one INSERT, 20,000 answers, kill -9. */
async function bench(command: Command): Promise<void> {
  const { json, help } = optionValues(process.argv.slice(2), USAGE, {
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (help === true) {
    await print(USAGE);
    return;
  }
  const measured = await measure(command);
  await print(json === true ? JSON.stringify(measured) : surveyText(measured));
}

async function measure(command: Command): Promise<SurveyFigures> {
  const stand = await ground(command, DATABASE);
  const { shown, own, databaseUrl, db } = stand;
  await db.run(
    `insert into shops (domain, installed_at, currency, timezone, orders_a_day)
     select domain, now(), 'JPY', 'Asia/Tokyo', 10000 from unnest($1::text[]) domain`,
    [SHOPS],
  );
  await addKnownOrders(db);
  const { app, floorUrl } = await start(command, stand);
  const doors = [
    { url: floorUrl, next: atFloor() },
    { url: app.urls[0] ?? '', next: atCheckout(SHOPS) },
    { url: app.urls[0] ?? '', next: atProxy(SHOPS) },
  ] as const;

  shown.say('Answering as fast as possible …');
  const [floor = 0, checkout = 0, proxy = 0] = await rounds(db, doors);
  shown.say('Answering 200 times a second …');
  const times: { p50Ms: number; p99Ms: number }[] = [];
  for (const { url, next } of doors) {
    await db.run('checkpoint');
    const took = await paced(url, next, PACE);
    times.push({ p50Ms: p50(took), p99Ms: p99(took) });
  }
  shown.say(`Sending ${SENT.toLocaleString('en')} answers …`);
  const keys = await sendBoth(app, SENT);
  const lost = keys.length - (await kept(db, keys));
  mustBe('number of acknowledged answers', keys.length, SENT);
  shown.say('Killing the web process and PostgreSQL …');
  const killed = await kill(app, own, db);
  const figures = (perSecond: number, at: number): DoorFigures => ({
    perSecond,
    ratio: perSecond / floor,
    ...(times[at] ?? { p50Ms: 0, p99Ms: 0 }),
  });
  const { ratio: _, ...floorFigures } = figures(floor, 0);
  return {
    ...{ checkout: figures(checkout, 1), proxy: figures(proxy, 2), floor: floorFigures },
    ...{ sent: SENT, lost, killed, targets: SURVEY_TARGETS },
    machine: await machine(databaseUrl),
  };
}

/**
 * Half of the checkout's answers are about orders that the app has read, as on the order status page,
 * and count at once; the others wait for unread orders, as on the thank-you page.
 */
async function addKnownOrders(db: BenchDatabase): Promise<void> {
  await db.run(
    `insert into orders (shop_id, id, customer_id, name, processed_at, updated_at, test, currency, taxes_included,
       subtotal_shop_amount, current_subtotal_shop_amount, refund_discrepancy_shop_amount, kept_quantity,
       has_gift_card, has_selling_plan, discounted, goods_list_shop_amount, goods_discount_shop_amount,
       gift_card_shop_amount, gift_card_kept_shop_amount, tax_kept_shop_amount, cost_shop_amount,
       costed_shop_amount, costed_tax_shop_amount, lines_shop_amount, product_ids)
     select shops.id, $1::bigint + 2 * at, $1::bigint + 2 * at, '#1', now(), now(), false, 'JPY', true,
       100, 100, 0, 1, false, false, false, 100, 0, 0, 0, 0, 0, 0, 0, 100, '{}'
     from shops, generate_series(1, $2::int) at`,
    [FIRST_ORDER, KNOWN_ORDERS],
  );
}

/** Starts the web process without a worker, so that only the doors are measured, and the floor. */
async function start(
  command: Command,
  stand: Ground,
): Promise<{ app: RunningApp; floorUrl: string }> {
  const shopify = await LocalShopify.open({ path: ':memory:' });
  command.atEnd(() => shopify.close());
  const app = await startApp(command, stand, shopify, { workers: 0, deaf: true });
  const started = z.object({ port: z.number() });
  const floorUrl = await new Promise<string>((resolve) => {
    command.processes.start({
      name: 'The floor',
      imports: [import.meta.resolve('tsx')],
      args: [join(projectFolder, 'tests/bench/support/webhook-floor.ts')],
      env: { ...inherited(), DATABASE_URL: stand.own.postgres.serverUrl(DATABASE) },
      logFile: join(stand.logs, 'survey-floor.log'),
      onMessage: (message) => {
        resolve(`http://127.0.0.1:${String(started.parse(message).port)}`);
      },
    });
  });
  return { app, floorUrl };
}

/** The median round of each, alternating so that other work on the machine affects all. */
async function rounds(
  db: BenchDatabase,
  doors: readonly { url: string; next: NextRequest }[],
): Promise<readonly number[]> {
  for (const { url, next } of doors) await throughput(url, next, 1);
  // the tables of this run are seconds old; autovacuum would analyse them within a minute
  await db.run('analyze');
  const rates = doors.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [at, { url, next }] of doors.entries())
      rates[at]?.push(await throughput(url, next, SECONDS));
  return rates.map((own) => own.sort((one, other) => one - other)[Math.floor(own.length / 2)] ?? 0);
}

/** Sends half of the answers to each door. @returns the keys of the acknowledged ones */
async function sendBoth(app: RunningApp, number: number, until?: () => void): Promise<string[]> {
  const keys: string[] = [];
  const url = app.urls[0] ?? '';
  const answered = (request: Buffer, body: string) => {
    if (body.includes('"recorded":true')) keys.push(keyOf(request));
    if (keys.length >= UNTIL_KILLED) until?.();
  };
  const sending = [atCheckout(SHOPS), atProxy(SHOPS)].map((next) =>
    sendAll(url, next, number / 2, answered),
  );
  const ended = await Promise.allSettled(sending);
  const failure = ended.find((one) => one.status === 'rejected');
  if (failure !== undefined && until === undefined) throw failure.reason;
  return keys;
}

/** Kills the web process and PostgreSQL while answers come; then PostgreSQL recovers. */
async function kill(
  app: RunningApp,
  own: OwnPostgres,
  db: BenchDatabase,
): Promise<SurveyFigures['killed']> {
  const [{ pid }, web] = [
    await db.one(
      z.object({ pid: z.coerce.number() }),
      `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1) as pid`,
    ),
    app.places.find(({ kind }) => kind === 'web'),
  ];
  let gone: Promise<void> | undefined;
  const keys = await sendBoth(app, SENT, () => {
    gone ??= web?.process.kill();
    process.kill(pid, 'SIGKILL');
  });
  await gone;
  await db.close();
  // releases the killed server before another one starts
  await own.stop();
  await own.start();
  const after = await BenchDatabase.open(own.postgres.serverUrl(DATABASE));
  try {
    return { acknowledged: keys.length, lost: keys.length - (await kept(after, keys)) };
  } finally {
    await after.close();
  }
}

/** Counts submissions that exist with their answers, counted or waiting. */
async function kept(db: BenchDatabase, keys: readonly string[]): Promise<number> {
  const { rows } = await db.one(
    z.object({ rows: z.number() }),
    `select sum(rows)::int as rows from (
       select count(*) as rows from survey_answer_changes change
       join survey_answers answer on answer.shop_id = change.shop_id and answer.id = change.answer_id
         and answer.score = change.score and answer.comment = change.comment
       where key = any($1::uuid[])
       union all
       select count(*) from survey_waiting_changes change
       join survey_waiting answer on answer.shop_id = change.shop_id and answer.id = change.waiting_id
         and answer.score = change.score and answer.comment = change.comment
       where key = any($1::uuid[])) kept`,
    [keys],
  );
  return rows;
}

await runCommand(bench, 130);
