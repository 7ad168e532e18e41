import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../support/processes/ensure-built';
import { runCommand, type Command } from '../commands/command';
import { LocalShopify } from '../sandbox/local-shopify';
import { costlyRequests, PLAIN, type Costly } from './doors/costly-requests';
import {
  DOOR_TARGETS,
  doorsText,
  type DoorFigures,
  type Flood,
  type Reconnects,
} from './doors/doors-figures';
import { underReconnects } from './doors/new-connections';
import { paced, percentile, type NextRequest } from './support/door-load';
import { ground, startApp } from './support/ground';
import { machine } from './support/machine';
import { plainBench } from './support/plain-bench';
import { measured, type Measured } from '../commands/processes/process-figures';
import { sendRaw } from './doors/send-raw';
import { slowFlood } from './doors/slow-flood';
import { deliveries } from './webhooks/webhook-requests';

const USAGE = `npm run bench:doors [-- options]    what unauthenticated requests cost, and whether deliveries get through a flood of them

  --json        one JSON object on standard output, and nothing else there
  --help        this text`;

const WARM_UP = 60;
/** Runs of each request; the dearest ones are measured again, more often. */
const TIMES = 8;
const AGAIN = { requests: 12, times: 40 };

const CONNECTIONS = 500;
/** Number of clients and their request. */
const RECONNECTING = [
  [400, 'buyers'],
  [1_000, 'buyers'],
  [1_000, 'health'],
] as const;
const PACE = { perSecond: 50, seconds: 20 };

/** `npm run bench:doors` */
async function bench(command: Command): Promise<void> {
  await plainBench(USAGE, () => measure(command), doorsText);
}

async function measure(command: Command): Promise<DoorFigures> {
  const stand = await ground(command, 'bench_doors');
  const shopify = await LocalShopify.open({ path: ':memory:' });
  command.atEnd(() => shopify.close());
  const own = await measured();
  const env = { ...own.env, LOG_LEVEL: 'warn' };
  const app = await startApp(command, stand, shopify, { ...own, env, workers: 0, deaf: true });
  const url = app.urls[0] ?? '';
  const flooded = (when: string): Promise<Flood> => {
    stand.shown.say(`Delivering while ${CONNECTIONS} connections are slow, ${when} …`);
    return underFlood(own, url);
  };
  const fresh = await flooded('on a fresh process');
  stand.shown.say('Sending the costly requests …');
  const costs = await dearest(own, url);
  const reconnects: Reconnects[] = [];
  for (const [clients, kind] of RECONNECTING) {
    stand.shown.say(`Delivering while ${clients} clients reconnect without end (${kind}) …`);
    reconnects.push(await underReconnects(command, url, clients, kind, toOrders()));
  }
  // no forced garbage collection: an attacker can send the flood after costly requests
  const later = await flooded('after the costly requests');
  return {
    ...costs,
    connections: CONNECTIONS,
    fresh,
    later,
    reconnects,
    targets: DOOR_TARGETS,
    machine: await machine(stand.databaseUrl),
  };
}

type Costs = Pick<DoorFigures, 'plainMs' | 'worstMs' | 'worst' | 'ratio' | 'dearest'>;

/**
 * Measures all requests a few times, then the dearest ones between plain ones, often enough for a
 * stable figure.
 */
async function dearest(own: Measured, url: string): Promise<Costs> {
  const cost = async ({ bytes }: Pick<Costly, 'bytes'>, times: number): Promise<number> => {
    const from = await own.figures();
    for (let time = 0; time < times; time += 1) await sendRaw(url, bytes);
    return ((await own.figures()).cpuMs - from.cpuMs) / times;
  };
  const files = largestFiles();
  await cost({ bytes: PLAIN }, WARM_UP);
  const all = costlyRequests(files);
  for (const request of all) await cost(request, 1);
  const first: { request: Costly; ms: number }[] = [];
  for (const request of all) first.push({ request, ms: await cost(request, TIMES) });
  first.sort((one, other) => other.ms - one.ms);
  const plain: number[] = [];
  const again: { what: string; ms: number }[] = [];
  for (const { request } of first.slice(0, AGAIN.requests)) {
    plain.push(await cost({ bytes: PLAIN }, AGAIN.times));
    again.push({ what: request.what, ms: await cost(request, AGAIN.times) });
  }
  again.sort((one, other) => other.ms - one.ms);
  plain.sort((one, other) => one - other);
  const plainMs = plain[Math.floor(plain.length / 2)] ?? 0;
  const [worst = { what: 'none', ms: 0 }] = again;
  return {
    plainMs,
    worstMs: worst.ms,
    worst: worst.what,
    ratio: worst.ms / plainMs,
    dearest: again,
  };
}

/** Addresses of the two largest browser assets. */
function largestFiles(): string[] {
  const folder = join(projectFolder, 'build/client/assets');
  const size = (name: string): number => statSync(join(folder, name)).size;
  const names = readdirSync(folder).sort((one, other) => size(other) - size(one));
  return names.slice(0, 2).map((name) => `/assets/${name}`);
}

function toOrders(): NextRequest {
  const door = { path: '/webhooks/orders', topic: 'orders/updated', domain: 'some.myshopify.com' };
  let id = 5_000_000_000;
  return deliveries(door, () => id++);
}

async function underFlood(own: Measured, url: string): Promise<Flood> {
  const rest = await own.figures();
  const flood = slowFlood(url, CONNECTIONS);
  const took = await paced(url, toOrders(), PACE);
  const { peakRssBytes } = await own.figures();
  flood.end();
  return {
    rssMb: peakRssBytes / 1e6,
    restRssMb: rest.rssBytes / 1e6,
    webhookP95Ms: percentile(took, 0.95),
    closed: flood.closed(),
  };
}

await runCommand(bench, 130);
