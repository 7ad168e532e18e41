import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderRecord, World } from '../sandbox/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { expectedFacts } from '../ingest/expected-facts';
import { differences, factsOf } from '../ingest/facts';
import { NOW, stage } from '../ingest/stage';

const on = await stage();
await on.work();

const tea = teaShop({ until: NOW, days: 90, customers: 200, daysBeforeShopify: 0 });
const LATER = new Date(NOW.getTime() + 3_600_000).toISOString();

let made = 0;
let world: World;
let domain: string;
beforeEach(async () => {
  domain = `live-${++made}.myshopify.com`;
  world = { ...tea, shop: { ...tea.shop, domain, id: made } };
  await on.install(world);
  await on.imported(domain, { history: false });
});

/** Until every webhook has had its first attempt and nothing waits to be done. */
async function settled(): Promise<void> {
  await on.shopify.webhooks.settled();
  await on.imported(domain, { history: false });
}

function anOrder(): OrderRecord {
  const found = tea
    .orders()
    .find(
      (order) =>
        order.lines.length >= 2 &&
        order.displayFinancialStatus === 'PAID' &&
        order.customerId !== null,
    );
  if (found === undefined) throw new Error('no such order');
  return found;
}

/** The world as it is now, with an order in place of the one of its id. */
function changed(order: OrderRecord): World {
  const orders = tea.orders().map((each) => (each.id === order.id ? order : each));
  return { ...world, orders: () => orders };
}

const kept = async (expected: World) =>
  differences(await expectedFacts(expected), await factsOf(on.db, await on.shopId(domain)));

describe('an order that changes in the shop', () => {
  it('is in the rows and in the numbers by itself', async () => {
    const order = anOrder();
    const edited: OrderRecord = { ...order, updatedAt: LATER, currentSubtotal: '100' };
    const revenue = async () => {
      const [row] = await on.db.query(
        `select numbers -> 'revenue' as revenue from snapshots where shop_id = $1 order by as_of desc limit 1`,
        [await on.shopId(domain)],
      );
      return Number(row?.revenue);
    };
    const before = await revenue();
    on.shopify.orders(domain).put(edited);
    await settled();
    expect(await kept(changed(edited))).toEqual([]);
    expect(await revenue()).toBeLessThan(before);
  });
});
