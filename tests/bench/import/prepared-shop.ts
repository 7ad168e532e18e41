import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { COSTS_BULK } from '../../../app/shopify/documents/costs-bulk';
import { CUSTOMERS_BULK } from '../../../app/shopify/documents/customers-bulk';
import { ORDERS_BULK } from '../../../app/shopify/documents/order-bulk';
import { LocalShopify } from '../../sandbox/local-shopify';
import type { ShopRecord } from '../../sandbox/store/records';
import { largeShop } from '../../sandbox/worlds/large';
import { countedWorld, type WorldCounts } from './counted-world';

const SCOPES = ['read_orders', 'read_all_orders', 'read_customers', 'read_products'];
const QUERIES = { costs: COSTS_BULK, customers: CUSTOMERS_BULK, orders: ORDERS_BULK };

/** The finished result of one bulk operation. */
interface BulkResult {
  part: keyof typeof QUERIES;
  operation: string;
  /** address of the result */
  url: string;
  /** top-level objects, as Shopify counts them */
  objects: number;
  bytes: number;
}

export interface PreparedShop {
  shop: ShopRecord;
  counts: WorldCounts;
  results: BulkResult[];
  /** address of the local Shopify that serves the results */
  url: string;
  close(): Promise<void>;
}

/**
 * Makes a shop of this many orders in a local Shopify, which writes the results of the app's three bulk
 * queries completely to disk.
 * @param until the time of the last order
 * @param onOrders called with the number of orders in the shop so far
 */
export async function prepareShop(
  folder: string,
  orders: number,
  until: Date,
  onOrders: (orders: number) => void,
): Promise<PreparedShop> {
  const path = join(folder, `shopify-${orders}.sqlite`);
  const shopify = await LocalShopify.open({ path });
  const { world, counts } = countedWorld(largeShop({ orders, until }), onOrders);
  await shopify.addShop(world);
  const { domain } = world.shop;
  shopify.install(domain, { scopes: SCOPES });
  const results = await writeResults(shopify, domain);
  const { url } = await shopify.listen();
  return {
    shop: world.shop,
    counts,
    results,
    url,
    close: async () => {
      await shopify.close();
      for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}.bulk`])
        await rm(file, { recursive: true, force: true });
    },
  };
}

async function writeResults(shopify: LocalShopify, domain: string): Promise<BulkResult[]> {
  const row = shopify.store.shop(domain);
  if (!row) throw new Error(`the local Shopify has no shop ${domain}`);
  const started = (['costs', 'customers', 'orders'] as const).map((part) => {
    const { bulkOperation, userErrors } = shopify.bulk.start(row, QUERIES[part].text, false);
    if (!bulkOperation) throw new Error(userErrors.map(({ message }) => message).join('; '));
    return { part, id: bulkOperation.id };
  });
  await shopify.bulk.settled();
  const results: BulkResult[] = [];
  for (const { part, id } of started) {
    const ended = shopify.bulk.find(row.no, id);
    const file = shopify.bulk.resultFile(id);
    if (ended?.status !== 'COMPLETED' || file === null)
      throw new Error(`the bulk operation for ${part} is ${ended?.status ?? 'gone'}`);
    await toDisk(file);
    results.push({
      part,
      operation: `gid://shopify/BulkOperation/${id}`,
      url: shopify.bulk.url(ended),
      objects: ended.rootObjectCount,
      bytes: ended.fileSize ?? 0,
    });
  }
  return results;
}

/** Flushes a result to disk, so that the machine does not write it while the clock runs. */
async function toDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}
