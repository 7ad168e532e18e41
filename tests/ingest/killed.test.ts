import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { youngShop } from '../sandbox/worlds/young';
import { expectedFacts } from '../support/shops/expected-facts';
import { differences, factsOf } from '../support/shops/facts';
import { NOW, stage } from '../support/shops/import-stage';
import { startWorkerProcess, type WorkerProcess } from '../support/processes/worker-process';
import { awaited } from '../support/awaited';

const on = await stage();

/** The logs of the workers of this file. */
const logs: WorkerProcess[] = [];
afterAll(() => Promise.all(logs.map((worker) => worker.kill())));

function startWorker(): WorkerProcess {
  const worker = startWorkerProcess(on.url);
  logs.push(worker);
  return worker;
}

async function numbers(domain: string): Promise<unknown> {
  const [row] = await on.db.query(
    `select numbers from snapshots where shop_id = (select id from shops where domain = $1)
     order by as_of desc limit 1`,
    [domain],
  );
  return row?.numbers;
}

/** Kills the worker while it waits to write into a table. */
async function killAt(table: string, worker: WorkerProcess): Promise<void> {
  const holder = await on.db.pool.connect();
  await holder.query(`begin; lock table ${table} in share mode`);
  await on.until(async () => {
    return (await on.db.query(awaited(table))).length > 0;
  });
  await worker.kill();
  await holder.query('rollback');
  holder.release();
}

describe('a worker that is killed', () => {
  it('loses nothing while Shopify prepares, or while it reads, merges or counts', async () => {
    const world = youngShop({ until: NOW });
    const { domain } = world.shop;
    on.shopify.bulk.objectsPerSecond = 100;
    await on.install(world);

    const first = startWorker();
    await on.until(async () => {
      const preparing = `select 1 from import_parts
        where part = 'orders' and state = 'preparing' and prepared > 0`;
      return (await on.db.query(preparing)).length > 0;
    });
    await first.kill();
    on.shopify.bulk.objectsPerSecond = Infinity;
    expect(await on.state(domain)).toMatchObject({ state: 'running' });

    // a first import merges orders while it still reads them
    await killAt('products', startWorker());
    expect(await on.state(domain)).toMatchObject({ state: 'running', phase: 'reading' });

    await killAt('orders', startWorker());
    expect(await on.state(domain)).toMatchObject({ state: 'running' });
    expect(await on.db.query('select 1 from order_lines')).toEqual([]);

    await killAt('day_books', startWorker());
    expect(await on.state(domain)).toMatchObject({ state: 'running', phase: 'counting' });

    const last = startWorker();
    await on.imported(domain);
    const facts = await factsOf(on.db, await on.shopId(domain));
    expect(differences(await expectedFacts(world), facts)).toEqual([]);
    expect(logs.map((each) => each.said()).join()).toContain(
      'jobs of a dead worker are queued again',
    );
    expect(await last.stop()).toBe(0);
  });

  it('leaves the rows and numbers of an undisturbed import, at any moment', async () => {
    const young = youngShop({ until: NOW });
    const [calm, shaken] = ['calm', 'shaken'].map((name, at) => ({
      ...young,
      shop: { ...young.shop, domain: `${name}.myshopify.com`, id: at + 1 },
    }));
    if (calm === undefined || shaken === undefined) throw new Error('two shops');
    let worker = startWorker();
    await on.install(calm);
    await on.imported(calm.shop.domain);

    on.shopify.bulk.objectsPerSecond = 2_000;
    await on.install(shaken);
    const moments: number[] = [];
    while (moments.length < 4) {
      const moment = 400 + Math.floor(Math.random() * 1_200);
      moments.push(moment);
      await new Promise((resolve) => setTimeout(resolve, moment));
      await worker.kill();
      worker = startWorker();
    }
    on.shopify.bulk.objectsPerSecond = Infinity;
    await on.imported(shaken.shop.domain);
    const where = `killed after ${moments.join(', ')} ms`;
    const facts = await factsOf(on.db, await on.shopId(shaken.shop.domain));
    expect(differences(await expectedFacts(young), facts), where).toEqual([]);
    expect(await numbers(shaken.shop.domain), where).toEqual(await numbers(calm.shop.domain));
    await worker.kill();
  });
});

it('writes no token and no customer into its log, even at its most detailed level', async () => {
  const said = logs.map((each) => each.said()).join('\n');
  expect(said).toContain('import merged');
  const tokens = z
    .array(z.object({ access_token: z.string(), refresh_token: z.string() }))
    .parse(on.shopify.store.all('select access_token, refresh_token from tokens'));
  for (const token of tokens.flatMap((issued) => Object.values(issued)))
    expect(said).not.toContain(token);
  expect(said).not.toMatch(/shp(at|rt)_|@example\.com/);
});
