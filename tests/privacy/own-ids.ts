import type { TeaShopWorld } from '../sandbox/worlds/tea-shop';

/** Far from every other kind of id of a world. */
const OWN = 500_000_000_000;

/** The same shop with ids that no other shop has: all worlds start their ids at the same numbers. */
export function withOwnIds(world: TeaShopWorld): TeaShopWorld {
  return {
    ...world,
    shop: { ...world.shop, id: world.shop.id + OWN },
    customers: () => world.customers().map((one) => ({ ...one, id: one.id + OWN })),
    orders: () =>
      world.orders().map((one) => ({
        ...one,
        id: one.id + OWN,
        customerId: one.customerId && one.customerId + OWN,
        lines: one.lines.map((line) => ({ ...line, id: line.id + OWN })),
      })),
  };
}
