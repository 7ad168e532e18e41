import type { World } from './records';
import type { Store } from './store';
import { INDEXES } from './store-schema';
import { ShopStore } from './store-shop';

const BATCH = 500;

/**
 * Creates the world's shop, replacing an existing one of the domain. Streams the world in batches, so its
 * size does not matter.
 * @throws when an order names a customer who is not in the world (an order's `customerId` must exist)
 */
export async function loadWorld(store: Store, world: World): Promise<void> {
  const { shop } = world;
  forgetShop(store, shop.domain);
  store.run('insert into shops (domain, record) values (?, ?)', shop.domain, JSON.stringify(shop));
  const no = Number(store.get('select no from shops where domain = ?', shop.domain)?.no);
  const rows = new ShopStore(store, no);
  const empty = store.get('select 1 from orders limit 1') === undefined;
  if (empty) for (const name of Object.keys(INDEXES)) store.exec(`drop index if exists ${name}`);
  try {
    await inBatches(store, world.products(), (product) => {
      rows.insertProduct(product);
    });
    await inBatches(store, world.customers(), (customer) => {
      rows.insertCustomer(customer);
    });
    await inBatches(store, world.orders(), (order) => {
      rows.insertOrder(order);
    });
    if (empty) buildIndexes(store);
    refuseStrangers(store, no);
  } catch (error) {
    forgetShop(store, shop.domain);
    if (empty) buildIndexes(store);
    throw error;
  }
}

/** Deletes a shop with all its rows. */
function forgetShop(store: Store, domain: string): void {
  const no = store.shop(domain)?.no;
  if (no === undefined) return;
  store.transaction(() => {
    for (const table of [
      'orders',
      'customers',
      'products',
      'variants',
      'tokens',
      'bulk_operations',
      'app_metafields',
    ])
      store.run(`delete from ${table} where shop = ?`, no);
    store.run('delete from shops where no = ?', no);
  });
}

function buildIndexes(store: Store): void {
  for (const [name, sql] of Object.entries(INDEXES)) {
    store.exec(`drop index if exists ${name}`);
    store.exec(sql);
  }
}

async function inBatches<T>(
  store: Store,
  records: Iterable<T> | AsyncIterable<T>,
  insert: (record: T) => void,
): Promise<void> {
  for await (const chunk of inChunks(records)) {
    store.transaction(() => {
      for (const record of chunk) insert(record);
    });
    // Lets the server reply for other shops while a world loads.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Yields records in chunks, because an `await` costs more than a record. */
async function* inChunks<T>(records: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  if (Symbol.iterator in records) {
    for (const record of records) {
      chunk.push(record);
      if (chunk.length === BATCH) {
        yield chunk;
        chunk = [];
      }
    }
  } else {
    for await (const record of records) {
      chunk.push(record);
      if (chunk.length === BATCH) {
        yield chunk;
        chunk = [];
      }
    }
  }
  if (chunk.length > 0) yield chunk;
}

function refuseStrangers(store: Store, no: number): void {
  const stranger = store.get(
    `select o.id as order_id, o.customer_id from orders o
     left join customers c on c.shop = o.shop and c.id = o.customer_id
     where o.shop = ? and o.customer_id is not null and c.id is null limit 1`,
    no,
  );
  if (stranger) {
    throw new Error(
      `order ${String(stranger.order_id)} names customer ${String(stranger.customer_id)}, who is not in the world`,
    );
  }
}
