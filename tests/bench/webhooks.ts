import { join } from 'node:path';
import { z } from 'zod';
import { appDeclaration } from '../sandbox/webhooks/app-declaration';
import { inherited, projectFolder } from '../support/processes/ensure-built';
import { runCommand, type Command } from '../commands/command';
import { CommandTrouble } from '../commands/trouble';
import { LocalShopify } from '../sandbox/local-shopify';
import type { BenchDatabase } from './support/bench-database';
import { mustBe } from './support/bench-database';
import { ground, startApp } from './support/ground';
import { machine } from './support/machine';
import { plainBench } from './support/plain-bench';
import { WEBHOOK_TARGETS, webhookText, type WebhookFigures } from './webhooks/webhook-figures';
import { p99, paced, sendAll, throughput, type NextRequest } from './support/door-load';
import { deliveries } from './webhooks/webhook-requests';
import { makeShop, refundEach, SHOP_DOMAIN, untilSnapshot } from './webhooks/webhook-shop';

const USAGE = `npm run bench:webhooks [-- options]    how fast the webhook door is, and how soon the snapshot has its changes

  --json        one JSON object on standard output, and nothing else there
  --help        this text`;

const TOPIC = 'orders/updated';
const ROUNDS = 3;
const SECONDS = 3;
const PACE = { perSecond: 200, seconds: 10 };
const CHANGES = 10_000;

/** `npm run bench:webhooks`: the door beside a bare server with one INSERT, and 10,000 changes. */
async function bench(command: Command): Promise<void> {
  await plainBench(USAGE, () => measure(command), webhookText);
}

async function measure(command: Command): Promise<WebhookFigures> {
  const stand = await ground(command, 'bench_webhooks');
  const { shown, databaseUrl, db, logs } = stand;
  const floorUrl = await startFloor(
    command,
    stand.own.postgres.serverUrl('bench_webhooks'),
    join(logs, 'webhook-floor.log'),
  );

  shown.say('Making a shop of 20,000 orders …');
  const shopify = await LocalShopify.open({ path: ':memory:' });
  command.atEnd(() => shopify.close());
  const ids = await makeShop(shopify);
  const app = await startApp(command, stand, shopify);
  shown.say('Importing it …');
  await app.install(SHOP_DOMAIN);
  const before = await untilSnapshot(db, ({ orders }) => orders === ids.length);
  // From here on only the bench sends deliveries.
  shopify.webhooks.register([], []);

  // No worker while the door is measured; the change notices wait.
  const worker = app.places.find(({ kind }) => kind === 'worker');
  if (worker === undefined) throw new Error('the app has no worker');
  await worker.process.stop();
  const appUrl = app.urls[0] ?? '';
  const door = { path: pathOf(TOPIC), topic: TOPIC, domain: SHOP_DOMAIN };
  const [toDoor, toFloor] = [deliveries(door, around(ids)), deliveries(door, around(ids))];
  shown.say('Delivering as fast as possible …');
  const rates = await rounds(appUrl, toDoor, floorUrl, toFloor);
  shown.say('Delivering 200 a second …');
  await db.run('checkpoint');
  const floorP99Ms = p99(await paced(floorUrl, toFloor, PACE));
  const p99Ms = p99(await paced(appUrl, toDoor, PACE));
  await untilKept(db);

  shown.say(`Changing ${CHANGES.toLocaleString('en')} orders …`);
  worker.process = worker.start();
  await untilIdle(db);
  const changed = ids.slice(0, CHANGES);
  const givenBack = refundEach(shopify, changed);
  await db.run('checkpoint');
  const from = performance.now();
  await sendAll(appUrl, deliveries(door, around(changed)), CHANGES);
  const secondsToTake = (performance.now() - from) / 1_000;
  const after = await untilSnapshot(db, ({ revenue }) => revenue <= before.revenue - givenBack);
  const secondsToSnapshot = (performance.now() - from) / 1_000;
  mustBe('refunded revenue', before.revenue - after.revenue, givenBack);
  return {
    ...rates,
    ...{ p99Ms, floorP99Ms, secondsToSnapshot, secondsToTake },
    targets: WEBHOOK_TARGETS,
    machine: await machine(databaseUrl),
  };
}

/** The median round of each, alternating so that other work on the machine affects both. */
async function rounds(
  appUrl: string,
  toDoor: NextRequest,
  floorUrl: string,
  toFloor: NextRequest,
): Promise<Pick<WebhookFigures, 'perSecond' | 'floorPerSecond' | 'ratio'>> {
  await throughput(appUrl, toDoor, 1);
  await throughput(floorUrl, toFloor, 1);
  const [doors, floors]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(await throughput(floorUrl, toFloor, SECONDS));
    doors.push(await throughput(appUrl, toDoor, SECONDS));
  }
  const [perSecond, floorPerSecond] = [middle(doors), middle(floors)];
  return { perSecond, floorPerSecond, ratio: perSecond / floorPerSecond };
}

function middle(numbers: number[]): number {
  return numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}

/** The path of a topic in shopify.app.toml. */
function pathOf(topic: string): string {
  const subscription = appDeclaration().subscriptions.find((one) => one.topic === topic);
  if (subscription === undefined) throw new CommandTrouble(`No door takes ${topic}.`);
  return subscription.uri;
}

function around(ids: readonly number[]): () => number {
  let at = 0;
  return () => ids[at++ % ids.length] ?? 0;
}

const started = z.object({ port: z.number() });

async function startFloor(command: Command, databaseUrl: string, logFile: string): Promise<string> {
  return await new Promise((resolve) => {
    command.processes.start({
      name: 'The floor',
      imports: [import.meta.resolve('tsx')],
      args: [join(projectFolder, 'tests/bench/support/webhook-floor.ts')],
      env: { ...inherited(), DATABASE_URL: databaseUrl },
      logFile,
      onMessage: (message) => {
        resolve(`http://127.0.0.1:${started.parse(message).port}`);
      },
    });
  });
}

const kept = z.object({ rows: z.number() });

/** Checks that floor and door have stored every delivery: a door that stores nothing is fast. */
async function untilKept(db: BenchDatabase): Promise<void> {
  const { rows } = await db.one(kept, 'select count(*)::int as rows from deliveries');
  const floor = await db.one(kept, 'select count(*)::int as rows from floor_deliveries');
  if (rows < PACE.perSecond * PACE.seconds || floor.rows < PACE.perSecond * PACE.seconds)
    throw new CommandTrouble(`The door has kept ${rows} deliveries, the floor ${floor.rows}.`);
}

/** Waits until the worker has done the jobs of the earlier deliveries. */
async function untilIdle(db: BenchDatabase): Promise<void> {
  for (;;) {
    const { rows } = await db.one(
      kept,
      `select count(*)::int as rows from graphile_worker.jobs where run_at < now() + interval '1 minute'
         and attempts < max_attempts`,
    );
    const notices = await db.one(kept, 'select count(*)::int as rows from reread_requests');
    if (rows === 0 && notices.rows === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

await runCommand(bench, 130);
