import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportProgress } from '../../app/progress/import-progress';
import type { Fault, FaultRule } from '../sandbox/control/faults';
import type { World } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { expectedFacts } from '../support/shops/expected-facts';
import { differences, factsOf, type Facts } from '../support/shops/facts';
import { shortPatience } from './quick-pauses';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';
import { eventually } from '../support/eventually';

vi.mock('node:timers/promises', async () => (await import('./quick-pauses')).quickPauses());

const on = await stage();
await on.work();

const tea = teaShop({ until: NOW, days: 70, customers: 150, daysBeforeShopify: 0 });
const expected: Facts = await expectedFacts(tea);

let made = 0;
let world: World;
let domain: string;
beforeEach(() => {
  domain = `tea-${++made}.myshopify.com`;
  world = { ...tea, shop: { ...tea.shop, domain, id: made } };
});
afterEach(() => on.shopify.faults.clear());

interface PartRow {
  part: string;
  state: string;
  attempts: number;
  last_error: string | null;
}

async function parts(): Promise<PartRow[]> {
  const { rows } = await on.db.pool.query<PartRow>(
    `select part, import_parts.state, attempts, last_error from import_parts
     join imports on (imports.shop_id, imports.id) = (import_parts.shop_id, import_id)
     where imports.shop_id = (select id from shops where domain = $1)
     order by import_id desc, part limit 3`,
    [domain],
  );
  return rows;
}

/** The import succeeds, with the rows of an undisturbed one. */
async function endsWell(): Promise<void> {
  await on.imported(domain, { history: false });
  expect(differences(expected, await factsOf(on.db, await on.shopId(domain)))).toEqual([]);
}

/** The third operation that an import starts is the orders'. */
function failOrders(fault: Parameters<typeof on.shopify.bulk.failNext>[0]): void {
  const none = { kind: 'stall', afterObjects: Infinity } as const;
  for (const each of [none, none, fault]) on.shopify.bulk.failNext(each);
}

/** Every part has a request at Shopify; a quick one may be ready already. */
async function allAskedFor(): Promise<void> {
  await on.until(async () => {
    const states = (await parts()).map(({ state }) => state);
    return states.length === 3 && !states.includes('waiting');
  });
}

describe('a bulk operation that', () => {
  it.each([
    ['fails', { kind: 'fail', afterObjects: 40, errorCode: 'INTERNAL_SERVER_ERROR' }],
    ['takes Shopify too long', { kind: 'fail', afterObjects: 0, errorCode: 'TIMEOUT' }],
    ['Shopify cancels', { kind: 'cancel', afterObjects: 100 }],
    ['stands still', { kind: 'stall', afterObjects: 50 }],
  ] as const)('%s is started again', async (_, fault) => {
    failOrders(fault);
    await on.install(world);
    await endsWell();
    const orders = (await parts()).find(({ part }) => part === 'orders');
    expect(orders).toMatchObject({ state: 'staged', attempts: 1 });
    expect(orders?.last_error).toMatch(/^FAILED|^CANCELED|^it stood still at \d+/);
  });

  it('is in Shopify’s queue for days is awaited, and the page shows it', async () => {
    const { promise: go, resolve: begin } = Promise.withResolvers<undefined>();
    failOrders({ kind: 'queue', go });
    await on.install(world);
    const { env } = await import('../../app/env.server');
    await allAskedFor();
    await on.until(async () => (await on.state(domain)).waitsFor === 'queue');
    env().CLOCK_OFFSET_MS += 3 * 86_400_000;
    const looked = on.shopify.clock.milliseconds();
    await on.until(() => Promise.resolve(on.shopify.clock.milliseconds() - looked > 500));
    expect(await on.state(domain)).toMatchObject({ state: 'running', waitsFor: 'queue' });
    expect((await parts()).find(({ part }) => part === 'orders')).toMatchObject({
      ...{ state: 'preparing', attempts: 0, last_error: null },
    });
    begin(undefined);
    await endsWell();
    const orders = (await parts()).find(({ part }) => part === 'orders');
    expect(orders).toMatchObject({ state: 'staged', attempts: 0 });
  });

  it('stalls again gets twice the time', async () => {
    const none = { kind: 'stall', afterObjects: Infinity } as const;
    const slow = { kind: 'stall', afterObjects: 50 } as const;
    for (const each of [none, none, slow, slow]) on.shopify.bulk.failNext(each);
    await on.install(world);
    const { now } = await import('../../app/clock.server');
    /** The duration of the stall when the app gives up, by the app's clock. */
    const patience = async (tries: number): Promise<number> => {
      let moved = now().getTime();
      await on.until(async () => {
        const [row] = await on.db.query(
          `select attempts, moved_at, prepared_lines::int as lines from import_parts
           where part = 'orders' and shop_id = $1`,
          [await on.shopId(domain)],
        );
        if (row?.moved_at instanceof Date && Number(row.lines) > 0) moved = row.moved_at.getTime();
        return Number(row?.attempts) > tries;
      });
      return now().getTime() - moved;
    };
    await on.until(async () => (await parts()).length === 3);
    const [first, second] = [await patience(0), await patience(1)];
    expect(first).toBeGreaterThan(10 * 60_000);
    expect(second).toBeGreaterThan(20 * 60_000);
    expect((await on.state(domain)).state).toBe('running');
    await endsWell();
  });

  it('has expired when the app polls it is started again', async () => {
    const down = { kind: 'status', status: 503 } as const;
    on.shopify.faults.next({ on: 'graphql', containing: 'BulkStatus', fault: down, times: 1e6 });
    await on.install(world);
    await allAskedFor();
    await on.shopify.bulk.settled();
    on.shopify.clock.advance(8 * 86_400_000);
    on.shopify.faults.clear();
    await endsWell();
    expect((await parts()).map(({ last_error }) => last_error)).toContain('EXPIRED');
  });

  it('finds five others running waits for a free slot', async () => {
    const { shop } = world;
    await on.shopify.addShop(world);
    on.shopify.install(domain, { scopes: SCOPES });
    const row = on.shopify.store.shop(shop.domain);
    if (row === null || row === undefined) throw new Error('no shop');
    const busy = [0, 1, 2, 3, 4].map(() => {
      on.shopify.bulk.failNext({ kind: 'stall', afterObjects: 1 });
      const query = '{ orders { edges { node { id } } } }';
      return on.shopify.bulk.start(row, query, false).bulkOperation?.id ?? null;
    });
    await on.open(domain);
    await on.until(async () =>
      (await parts()).some(({ last_error }) => /as many bulk operations/.test(last_error ?? '')),
    );
    for (const id of busy) on.shopify.bulk.cancel(row.no, id);
    await endsWell();
  });
});

const status = (code: number): Fault => ({ kind: 'status', status: code });

describe('a call that', () => {
  const start = { on: 'graphql', containing: 'BulkRun' } as const;
  const look = { on: 'graphql', containing: 'BulkStatus' } as const;
  const read = { on: 'bulk-result' } as const;
  it.each<[string, Omit<FaultRule, 'fault'>, Fault, number]>([
    ['is throttled when it starts operations', start, { kind: 'throttled' }, 9],
    ['is throttled when it polls them', look, { kind: 'throttled' }, 9],
    ['is answered 429', start, status(429), 8],
    ['is answered 500', look, status(500), 15],
    ['breaks off', look, { kind: 'reset' }, 8],
    ['is cut in the middle of its response', start, { kind: 'cut-body', afterBytes: 30 }, 4],
    ['finds the storage down', read, status(503), 3],
    ['finds the storage busy', read, status(429), 3],
    ['finds the result missing', read, status(404), 2],
    ['finds the result withdrawn', read, status(410), 2],
    ['gets no byte of a result', read, { kind: 'reset' }, 3],
    ['gets a part of a result', read, { kind: 'cut-body', afterBytes: 5_000 }, 3],
  ])('%s is retried', async (_, rule, fault, times) => {
    on.shopify.faults.next({ ...rule, fault, times });
    await on.install(world);
    await endsWell();
    expect(on.shopify.faults.take(rule.on, rule.containing)).toBeNull();
  });

  it.each<[string, Omit<FaultRule, 'fault'>]>([
    ['asks', look],
    ['reads a result', read],
  ])('%s and gets no response is retried', async (_, rule) => {
    const patience = shortPatience();
    on.shopify.faults.next({ ...rule, fault: { kind: 'hang' }, times: 3 });
    await on.install(world);
    await endsWell();
    patience.restore();
    expect(on.shopify.faults.take(rule.on, rule.containing)).toBeNull();
  });
});

describe('an import', () => {
  it('never shows fewer orders than before, however often it restarts', async () => {
    on.shopify.bulk.objectsPerSecond = 5_000;
    failOrders({ kind: 'fail', afterObjects: 400, errorCode: 'TIMEOUT' });
    const cut: Fault = { kind: 'cut-body', afterBytes: 1_000 };
    on.shopify.faults.next({ on: 'bulk-result', fault: cut, times: 4 });
    await on.install(world);
    await on.until(async () => (await parts()).length === 3);
    const seen: ImportProgress[] = [];
    await on.until(async () => {
      seen.push(await on.state(domain));
      return seen.at(-1)?.state === 'done';
    });
    on.shopify.bulk.objectsPerSecond = Infinity;
    const read = seen.map(({ ordersRead }) => ordersRead);
    expect(read).toEqual([...read].sort((a, b) => a - b));
    expect(new Set(read).size).toBeGreaterThan(2);
    for (const { ordersRead, ordersTotal } of seen)
      expect(ordersRead).toBeLessThanOrEqual(ordersTotal ?? Infinity);
    await endsWell();
  });

  it('continues with a new token if its own expires', async () => {
    on.shopify.bulk.objectsPerSecond = 200;
    await on.install(world);
    await allAskedFor();
    on.shopify.clock.advance(2 * 3_600_000);
    on.shopify.bulk.objectsPerSecond = Infinity;
    await endsWell();
  });

  it('continues after an outage of Shopify, tokens included', async () => {
    await on.install(world);
    on.shopify.clock.advance(2 * 3_600_000);
    on.shopify.faults.next({ on: 'token', fault: status(503), times: 12 });
    on.shopify.faults.next({ on: 'graphql', fault: status(502), times: 60 });
    on.shopify.faults.next({ on: 'bulk-result', fault: status(502), times: 3 });
    await endsWell();
  });

  it('fails after the last attempt with the reason, and can be started again', async () => {
    on.shopify.faults.next({
      ...{ on: 'graphql', containing: 'BulkRun' },
      fault: status(500),
      times: 1e6,
    });
    await on.install(world);
    const { failure } = await on.failed(domain);
    expect(failure).toMatchObject({
      key: 'shopifyFailed',
      detail: 'costs: Shopify answers 500.',
    });
    on.shopify.faults.clear();
    await on.importAgain(domain);
    await endsWell();
    expect(await on.state(domain)).toMatchObject({ state: 'done', failure: null });
  });

  it('fails after the last attempt also without any response of Shopify', async () => {
    // before the installation: the import may count the shop's rows before the test continues
    on.shopify.faults.next({ on: 'graphql', containing: 'Counts', fault: status(500), times: 1e6 });
    await on.install(world);
    const { failure } = await on.failed(domain);
    expect(failure).toMatchObject({ key: 'shopifyFailed', detail: 'Shopify answers 500.' });
    on.shopify.faults.clear();
    await on.importAgain(domain);
    await endsWell();
  });

  it('fails after the last attempt on a fault of the app, and shows no details', async () => {
    await on.db.query(`create function refuse() returns trigger language plpgsql
      as $$ begin raise exception 'no space left on device'; end $$`);
    await on.db.query(
      `create trigger refuse before insert on orders for each row execute function refuse()`,
    );
    await on.install(world);
    const { failure } = await on.failed(domain);
    expect(failure).toMatchObject({ key: 'unknown' });
    await on.db.query('drop function refuse cascade');
    await on.importAgain(domain);
    await endsWell();
  });

  it('ends when the shop uninstalls, and restarts when it returns', async () => {
    failOrders({ kind: 'stall', afterObjects: 10 });
    await on.install(world);
    await on.until(async () => (await parts()).length === 3);
    on.shopify.uninstall(domain);
    expect((await on.failed(domain)).failure).toMatchObject({ key: 'gone' });
    on.shopify.install(domain, { scopes: SCOPES });
    await on.open(domain);
    await on.until(async () => (await on.state(domain)).state !== 'failed');
    await endsWell();
  });

  it('reads again the staged rows that a crash of the database lost', async () => {
    failOrders({ kind: 'stall', afterObjects: 10 });
    await on.install(world);
    // by the wall clock: the app's clock would run on until the stalled orders are started again
    await eventually(async () => {
      const staged = (await parts()).filter(({ state }) => state === 'staged');
      expect(staged).toHaveLength(2);
    });
    // unlogged tables are empty after a crash
    const tables = await on.db.query(
      `select tablename from pg_tables where schemaname = 'staging'`,
    );
    expect(tables).toHaveLength(2);
    for (const { tablename } of tables)
      await on.db.query(`truncate staging."${String(tablename)}"`);
    await endsWell();
  });

  it('whose next step is lost continues when the app is opened', async () => {
    failOrders({ kind: 'stall', afterObjects: 10 });
    await on.install(world);
    await on.until(async () => {
      const lost = `delete from graphile_worker._private_jobs where key like 'import.step:%'
        and locked_at is null returning 1`;
      const rows = await parts();
      return rows.some(({ state }) => state === 'staged') && (await on.db.query(lost)).length > 0;
    });
    await on.expireSessions();
    await on.open(domain);
    await endsWell();
  });

  it('runs once after two retries at the same time', async () => {
    on.shopify.faults.next({
      on: 'graphql',
      containing: 'BulkRun',
      fault: status(500),
      times: 1e6,
    });
    await on.install(world);
    await on.failed(domain);
    on.shopify.faults.clear();
    const { retryImport } = await import('../../app/shop/state/import-state.server');
    const shop = await on.shopId(domain);
    await Promise.all([retryImport(shop), retryImport(shop)]);
    await on.until(async () => (await on.state(domain)).state === 'running');
    await endsWell();
    const runs = await on.db.query(
      'select state from imports where shop_id = (select id from shops where domain = $1) order by id',
      [domain],
    );
    expect(runs.map(({ state }) => state)).toEqual(['failed', 'done']);
  });
});
