import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ImportProgress } from '../../app/progress/import-progress';
import type { World } from '../sandbox/store/records';
import { emptyShop } from '../sandbox/worlds/empty';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { youngShop } from '../sandbox/worlds/young';
import { expectedFacts } from '../support/shops/expected-facts';
import { differences, factsOf } from '../support/shops/facts';
import { NOW, stage } from '../support/shops/import-stage';

const on = await stage();
await on.work();

/** The states that the page shows until the import ends. */
async function watched(domain: string): Promise<ImportProgress[]> {
  const seen: ImportProgress[] = [];
  await on.until(async () => {
    const known = await on.db.query('select 1 from shops where domain = $1', [domain]);
    if (known.length === 0) return false;
    seen.push(await on.state(domain));
    return seen.at(-1)?.state === 'done';
  });
  return seen;
}

async function snapshots(domain: string): Promise<{ day: string; numbers: unknown }[]> {
  const rows = await on.db.query(
    `select as_of::text as day, numbers from snapshots
     where shop_id = (select id from shops where domain = $1) order by computed_at`,
    [domain],
  );
  return rows.map(({ day, numbers }) => ({ day: String(day), numbers }));
}

async function importOf(world: World): Promise<ImportProgress[]> {
  await on.install(world);
  return await watched(world.shop.domain);
}

const asOfOf = (numbers: unknown) => z.object({ asOf: z.string() }).parse(numbers).asOf;

/** The months' first days from the newest back. */
function monthStarts(from: string, count: number): string[] {
  const [year = 0, month = 0] = from.split('-').map(Number);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10),
  );
}

describe('the first import', () => {
  it('of a tea shop stores exactly Shopify’s data, and shows its progress all the while', async () => {
    const world = teaShop({ until: NOW });
    // about two seconds of preparing, to be observed
    on.shopify.bulk.objectsPerSecond = 50_000;
    const seen = await importOf(world);
    await on.imported(world.shop.domain, { history: false });
    on.shopify.bulk.objectsPerSecond = Infinity;
    const shop = await on.shopId(world.shop.domain);
    expect(differences(await expectedFacts(world), await factsOf(on.db, shop))).toEqual([]);

    const orders = world.orders().length;
    const read = seen.map(({ ordersRead }) => ordersRead);
    expect(read).toEqual([...read].sort((a, b) => a - b));
    expect(new Set(read).size).toBeGreaterThan(2);
    expect(read.at(-1)).toBe(orders);
    for (const state of seen) {
      expect(state.ordersRead).toBeLessThanOrEqual(state.ordersTotal ?? Infinity);
      if (state.secondsLeft !== null) expect(state.secondsLeft).toBeGreaterThanOrEqual(0);
    }
    expect(seen.some(({ secondsLeft }) => secondsLeft !== null)).toBe(true);
    expect(seen.find(({ ordersTotal }) => ordersTotal !== null)?.ordersTotal).toBe(orders);
    const phases = seen.filter(({ state }) => state === 'running').map(({ phase }) => phase);
    const order = ['asking', 'reading', 'merging', 'counting'];
    const steps = phases.map((phase) => order.indexOf(phase));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(phases).toContain('counting');
    expect(seen.at(-1)?.parts).toEqual([
      { part: 'costs', read: expect.any(Number), total: null, state: 'done' },
      {
        part: 'customers',
        read: world.customers().length,
        total: expect.any(Number),
        state: 'done',
      },
      { part: 'orders', read: orders, total: orders, state: 'done' },
    ]);

    const [current] = await snapshots(world.shop.domain);
    expect(current).toMatchObject({ day: '2026-10-16', numbers: { orders: { read: orders } } });
  });

  it('is followed by snapshots of past month ends, newest first, 36 at most', async () => {
    const domain = 'old-shop.myshopify.com';
    await importOf(teaShop({ until: NOW, days: 1_200, customers: 150, domain }));
    await on.imported(domain);
    const kept = await snapshots(domain);
    expect(kept.map(({ day }) => day)).toEqual(['2026-10-16', ...monthStarts('2026-10', 36)]);
    expect(kept.map(({ numbers }) => asOfOf(numbers))).toEqual(kept.map(({ day }) => day));
  });

  it('of a young shop is followed by the months that it has', async () => {
    const world = youngShop({ until: NOW });
    const { domain } = world.shop;
    await importOf(world);
    await on.imported(domain);
    const facts = await factsOf(on.db, await on.shopId(domain));
    expect(differences(await expectedFacts(world), facts)).toEqual([]);
    // 80 days: since July
    const kept = await snapshots(domain);
    expect(kept.map(({ day }) => day)).toEqual(['2026-10-16', ...monthStarts('2026-10', 3)]);
  });

  it('of a shop without sales ends with empty numbers', async () => {
    const world = emptyShop({ openedAt: NOW });
    const seen = await importOf(world);
    await on.imported(world.shop.domain);
    expect(seen.at(-1)).toMatchObject({ state: 'done', ordersRead: 0, ordersTotal: 0 });
    const [only, ...others] = await snapshots(world.shop.domain);
    expect(others).toEqual([]);
    expect(only?.numbers).toMatchObject({
      orders: { read: 0, counted: 0 },
      customers: 0,
      revenue: 0,
      firstOrderDay: null,
      ltv: { toDate: null, revenue: null, value: null },
      repeat: { raw: null, within: { '90': null } },
      deciles: null,
      ranks: null,
    });
  });
});
