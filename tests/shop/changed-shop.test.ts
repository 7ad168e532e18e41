import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NOW, stage } from '../support/shops/import-stage';
import type { OrderRecord, ShopRecord, World } from '../sandbox/store/records';
import { youngShop } from '../sandbox/worlds/young';

const on = await stage();
await on.work();

/** A small shop of 80 days in Tokyo, with a domain of its own for each test. */
let made = 0;
let world: World;
let domain: string;
beforeEach(async () => {
  ({ world, domain } = anotherShop());
  await on.install(world);
  await on.imported(domain);
});

function anotherShop(changes: Partial<ShopRecord> = {}): { world: World; domain: string } {
  const name = `changed-${++made}.myshopify.com`;
  const young = youngShop({ until: NOW });
  return {
    domain: name,
    world: { ...young, shop: { ...young.shop, domain: name, id: made, ...changes } },
  };
}

/** The merchant changes the shop's settings; Shopify's webhook does not say which. */
async function change(changes: Partial<ShopRecord>): Promise<void> {
  const record = { ...on.shopify.shop(domain), ...changes };
  on.shopify.store.run(
    'update shops set record = ? where domain = ?',
    JSON.stringify(record),
    domain,
  );
  on.shopify.webhooks.send(domain, 'shop/update', { id: record.id, updated_at: NOW.toISOString() });
  await on.shopify.webhooks.settled();
  await on.imported(domain);
}

const kept = z.array(z.object({ day: z.string(), stale: z.boolean(), numbers: z.looseObject({}) }));

async function snapshots(of = domain) {
  return kept.parse(
    await on.db.query(
      `select as_of::text as day, stale, numbers from snapshots
       where shop_id = (select id from shops where domain = $1) order by as_of desc`,
      [of],
    ),
  );
}

describe('a shop with a new time zone', () => {
  it('counts every day again, as if it had always had that zone', async () => {
    const [before] = await snapshots();
    await change({ ianaTimezone: 'America/New_York' });
    const there = anotherShop({ ianaTimezone: 'America/New_York' });
    await on.install(there.world);
    await on.imported(there.domain);
    const expected = await snapshots(there.domain);
    const found = await snapshots();
    // Tokyo was a day ahead of New York: a future day is not shown
    expect(before?.day).toBe('2026-10-16');
    expect(found[0]?.day).toBe('2026-10-15');
    expect(found.filter(({ stale }) => stale)).toEqual([]);
    const days = new Map(found.map(({ day, numbers }) => [day, numbers]));
    expect(expected.length).toBeGreaterThan(2);
    for (const { day, numbers } of expected) expect(days.get(day)).toEqual(numbers);
  });
});

const orders = z.object({
  revenue: z.number(),
  currency: z.string(),
  orders: z.looseObject({ counted: z.number(), excluded: z.record(z.string(), z.number()) }),
});

describe('a shop with a new currency', () => {
  it('never sums amounts of the old currency with amounts of the new one', async () => {
    const before = orders.parse((await snapshots())[0]?.numbers);
    await change({ currencyCode: 'USD' });
    const none = orders.parse((await snapshots())[0]?.numbers);
    expect(none).toMatchObject({ currency: 'USD', revenue: 0, orders: { counted: 0 } });
    expect(none.orders.excluded.otherCurrency).toBeGreaterThanOrEqual(before.orders.counted);

    const [last] = await ordersOf(world);
    if (last === undefined) throw new Error('the shop has no order');
    const at = NOW.toISOString();
    const times = { createdAt: at, processedAt: at, updatedAt: at };
    on.shopify.orders(domain).put({ ...last, ...times, id: 999_999_999, currencyCode: 'USD' });
    await on.shopify.webhooks.settled();
    await on.imported(domain);
    const [one] = await snapshots();
    expect(orders.parse(one?.numbers)).toMatchObject({ currency: 'USD', orders: { counted: 1 } });
    expect(orders.parse(one?.numbers).revenue).toBeGreaterThan(0);
    expect(orders.parse(one?.numbers).revenue).toBeLessThan(before.revenue);
    expect((await snapshots()).filter(({ stale }) => stale)).toEqual([]);
  });
});

/** Its paid orders of a customer, the last one first. */
async function ordersOf({ orders: all }: World): Promise<OrderRecord[]> {
  const found: OrderRecord[] = [];
  for await (const order of all())
    if (
      order.displayFinancialStatus === 'PAID' &&
      order.customerId !== null &&
      !order.test &&
      order.cancelledAt === null
    )
      found.unshift(order);
  return found;
}
