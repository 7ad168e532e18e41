import { z } from 'zod';
import { expectedFacts } from '../support/shops/expected-facts';
import { differences, factsOf } from '../support/shops/facts';
import { NOW, type Stage } from '../support/shops/import-stage';
import type { CustomerRecord, OrderRecord, ProductRecord, World } from '../sandbox/store/records';

/** A shop whose true state is the local Shopify's own records. */
export interface LiveShop {
  domain: string;
  world: World;
  /** Waits until every webhook has had its first attempt and no work is left. */
  settled(): Promise<void>;
  /** The differences between the app's rows and the true state; costs are as first read with their lines. */
  differences(): Promise<string[]>;
  revenue(): Promise<number>;
  /** a paid order of several lines, with a customer */
  anOrder(besides?: OrderRecord): OrderRecord;
}

const record = z.array(z.object({ record: z.string(), customer_id: z.unknown().optional() }));

/** The shop's current state at the local Shopify. */
function truth(on: Stage, world: World): World {
  const { store } = on.shopify;
  const no = store.shop(world.shop.domain)?.no;
  const read = <T>(table: string): T[] =>
    record.parse(store.all(`select * from ${table} where shop = ?`, Number(no))).map((row): T => ({
      ...JSON.parse(row.record),
      ...(table === 'orders' && {
        customerId: row.customer_id === null ? null : Number(row.customer_id),
      }),
    }));
  return {
    ...world,
    products: () => read<ProductRecord>('products'),
    customers: () => read<CustomerRecord>('customers'),
    orders: () => read<OrderRecord>('orders'),
  };
}

/** @param given its plan allows unlimited calls, unless a test is about the limit */
export async function liveShop(on: Stage, given: World, scopes?: string[]): Promise<LiveShop> {
  const world = { ...given, shop: { ...given.shop, planName: 'Unthrottled' } };
  const { domain } = world.shop;
  // the app's clock runs fast while tests wait, faster on a slower machine
  const { env } = await import('../../app/env.server');
  env().CLOCK_OFFSET_MS = NOW.getTime() - Date.now();
  await on.install(world, scopes);
  await on.imported(domain, { history: false });
  const shop = await on.shopId(domain);
  return {
    domain,
    world,
    settled: async () => {
      await on.shopify.webhooks.settled();
      await on.imported(domain, { history: false });
    },
    differences: async () =>
      differences(await expectedFacts(truth(on, world)), await factsOf(on.db, shop)),
    revenue: async () => {
      const [row] = await on.db.query(
        `select numbers -> 'revenue' as revenue from snapshots
         where shop_id = $1 order by as_of desc limit 1`,
        [shop],
      );
      return Number(row?.revenue);
    },
    anOrder: (besides) => {
      for (const order of truth(on, world).orders() as OrderRecord[])
        if (
          order.id !== besides?.id &&
          order.customerId !== null &&
          order.customerId !== besides?.customerId &&
          order.lines.length >= 2 &&
          order.displayFinancialStatus === 'PAID'
        )
          return order;
      throw new Error('there is no such order');
    },
  };
}
