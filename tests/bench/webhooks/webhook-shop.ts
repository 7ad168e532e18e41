import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { LocalShopify } from '../../sandbox/local-shopify';
import { largeShop } from '../../sandbox/worlds/large';
import { CommandTrouble } from '../../commands/trouble';
import type { BenchDatabase } from '../support/bench-database';

export const SHOP_DOMAIN = 'large-shop.myshopify.com';
const ORDERS = 20_000;
const PATIENCE_SECONDS = 300;

const newest = z.object({ revenue: z.number(), orders: z.number() });
export type Newest = z.output<typeof newest>;

/** Makes a shop of 20,000 orders on a plan without throttling. @returns its orders' ids */
export async function makeShop(shopify: LocalShopify): Promise<number[]> {
  const world = largeShop({ orders: ORDERS, until: new Date() });
  const ids: number[] = [];
  await shopify.addShop({
    ...world,
    shop: { ...world.shop, domain: SHOP_DOMAIN, planName: 'Unthrottled' },
    async *orders() {
      for await (const order of world.orders()) {
        ids.push(order.id);
        yield order;
      }
    },
  });
  return ids;
}

/** Refunds one yen on each of these orders without a webhook. @returns the refunded sum */
export function refundEach(shopify: LocalShopify, ids: readonly number[]): number {
  const orders = shopify.orders(SHOP_DOMAIN);
  const updatedAt = new Date().toISOString();
  for (const id of ids) {
    const order = orders.get(id);
    if (order === null) throw new Error(`the local Shopify has no order ${id}`);
    const currentSubtotal = String(Number(order.currentSubtotal) - 1);
    orders.put({ ...order, currentSubtotal, totalRefunded: '1', updatedAt });
  }
  return ids.length;
}

/** Waits for a current snapshot with the expected figures. */
export async function untilSnapshot(
  db: BenchDatabase,
  expected: (numbers: Newest) => boolean,
): Promise<Newest> {
  const latest = performance.now() + PATIENCE_SECONDS * 1_000;
  for (;;) {
    const found = await db.find(
      newest,
      `select (numbers->>'revenue')::float8 as revenue, (numbers->'orders'->>'counted')::int as orders
       from snapshots join shops on shops.id = shop_id where domain = $1 order by as_of desc limit 1`,
      [SHOP_DOMAIN],
    );
    if (found !== null && expected(found)) return found;
    if (performance.now() > latest)
      throw new CommandTrouble(
        `The snapshot did not have the changes within ${PATIENCE_SECONDS} seconds (${JSON.stringify(found)}).`,
      );
    await wait(50);
  }
}
