import type { World } from '../../sandbox/store/records';

/** A world's contents, counted as it is read. Amounts are in the shop's currency, whole yen. */
export interface WorldCounts {
  orders: number;
  lines: number;
  customers: number;
  products: number;
  /** variants whose unit cost is known */
  costs: number;
  /** sum of all orders' goods, after discounts */
  subtotal: number;
  /** sum of all lines before discounts */
  list: number;
}

/** The same world, which adds to `counts` what is read from it. */
export function countedWorld(
  world: World,
  onOrders: (orders: number) => void,
): { world: World; counts: WorldCounts } {
  const counts: WorldCounts = {
    orders: 0,
    lines: 0,
    customers: 0,
    products: 0,
    costs: 0,
    subtotal: 0,
    list: 0,
  };
  const counted: World = {
    ...world,
    async *products() {
      for await (const product of world.products()) {
        counts.products += 1;
        counts.costs += product.variants.filter(({ unitCost }) => unitCost !== null).length;
        yield product;
      }
    },
    async *customers() {
      for await (const customer of world.customers()) {
        counts.customers += 1;
        yield customer;
      }
    },
    async *orders() {
      for await (const order of world.orders()) {
        counts.orders += 1;
        counts.lines += order.lines.length;
        counts.subtotal += Number(order.subtotal);
        for (const line of order.lines) counts.list += Number(line.originalTotal);
        if (counts.orders % 20_000 === 0) onOrders(counts.orders);
        yield order;
      }
    },
  };
  return { world: counted, counts };
}
