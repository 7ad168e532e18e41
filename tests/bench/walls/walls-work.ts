import pg from 'pg';
import { readSnapshot } from '../../../app/metrics/read.server';
import { takeSnapshot } from '../../../app/metrics/rollup/snapshot.server';
import {
  pool,
  prisma,
  shopIdSchema,
  sql,
  withShop,
  type ShopId,
} from '../../../app/store/db.server';
import { shopOf } from '../../support/numbers/measure';
import { largeShop } from '../../sandbox/worlds/large';
import { processorClock, serverOf } from '../support/server-cpu';
import { wallsOrder, type Round } from './walls-messages';

/**
 * A process of `bench:walls`: makes the shop, or measures it once, as the role of its DATABASE_URL. It
 * measures the app's own code, which names the shop in every statement, with or without walls.
 */
const READS = 3_000;
const SUMS = 20;

async function prepare(orders: number, at: Date): Promise<number> {
  const direct = new pg.Pool({ connectionString: process.env.OMEGA_SERVER_URL, max: 1 });
  const query = async (statement: string, values?: unknown[]) =>
    (await direct.query<Record<string, unknown>>(statement, values)).rows;
  const world = largeShop({ orders, until: at });
  const shop = await shopOf({ url: '', ownerUrl: '', serverUrl: '', pool: direct, query }, world);
  // a copy of the orders for another shop
  await query(`insert into shops (domain, installed_at) values ('beside.myshopify.com', now())`);
  await query(`create table staging.beside as select * from orders where shop_id = $1`, [shop]);
  await query(`update staging.beside set shop_id = (select max(id) from shops)`);
  await query('grant select on staging.beside to public');
  await query('vacuum analyze');
  await direct.end();
  return shop;
}

/** PostgreSQL's processor time for the work, in seconds */
async function timed(times: number, work: () => Promise<unknown>): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const clock = processorClock([serverOf(rows[0]?.pid ?? 0) ?? 0]);
  const from = clock();
  for (let done = 0; done < times; done++) await work();
  return clock() - from;
}

async function measure(shop: ShopId, at: Date): Promise<Round> {
  await takeSnapshot(shop, null, at);
  await readSnapshot(shop);
  await pool.query('vacuum orders');
  return {
    insert: await insertAll(shop),
    sum: (1000 * (await timed(SUMS, () => sumAll(shop)))) / SUMS,
    read: (1000 * (await timed(READS, () => readSnapshot(shop)))) / READS,
    snapshot: await timed(1, async () => {
      await withShop(shop, (tx) => tx.query(sql`delete from books where shop_id = ${shop}`));
      await takeSnapshot(shop, null, at);
    }),
  };
}

/** Inserts and rolls back, so that the next round finds the same table. */
async function insertAll(shop: ShopId): Promise<number> {
  let seconds = 0;
  const beside = shopIdSchema.parse(shop + 1);
  await withShop(beside, async (tx) => {
    seconds = await timed(1, () => tx.query(sql`insert into orders select * from staging.beside`));
    throw new TakenBack();
  }).catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
  return seconds;
}
class TakenBack extends Error {}

const sumAll = (shop: ShopId) =>
  withShop(shop, (tx) =>
    tx.query(sql`
      select count(*), sum(current_subtotal_shop_amount) from orders
      where shop_id = ${shop} and processed_at < now()`),
  );

const order = wallsOrder.parse(JSON.parse(process.argv[2] ?? '{}'));
const answer =
  order.task === 'prepare'
    ? { shop: await prepare(order.orders, order.at) }
    : await measure(shopIdSchema.parse(order.shop), order.at);
await prisma.$disconnect();
await pool.end();
process.send?.(answer, () => {
  process.disconnect();
});
