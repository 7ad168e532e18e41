import pg from 'pg';
import { z } from 'zod';
import {
  countPeople,
  listPeople,
  openList,
  type PeopleList,
} from '../../../app/metrics/people/list.server';
import { rulerOf } from '../../../app/metrics/people/ruler';
import { SORT_KEYS, type Sort } from '../../../app/metrics/people/sorts.sql';
import { snapshotIn } from '../../../app/metrics/read.server';
import { takeSnapshot } from '../../../app/metrics/rollup/snapshot.server';
import {
  pool,
  prisma,
  shopIdSchema,
  withShop,
  type ShopId,
  type Tx,
} from '../../../app/store/db.server';
import type { Who } from '../../../app/terms/people';
import { largeShop } from '../../sandbox/worlds/large';
import { shopOf } from '../../support/numbers/measure';
import { combinations, conditions, type Samples } from './conditions';
import { timeMoves } from './moves';
import { peopleOrder, type MeasuredPeople } from './people-messages';
import { PROFILED, timeProfile } from './profiles';
import { writeWho } from '../../../app/who-address';

/** A process of `bench:people`: makes the shop, or asks for its lists as a page does, by the app's own code and role. */
const SHOWN = 12;

const owner = new pg.Pool({ connectionString: process.env.OMEGA_SERVER_URL, max: 1 });
const query = async (statement: string, values?: unknown[]) =>
  (await owner.query<Record<string, unknown>>(statement, values)).rows;

async function prepare(orders: number, at: Date): Promise<number> {
  const world = largeShop({ orders, until: at });
  const shop = await shopOf({ url: '', ownerUrl: '', serverUrl: '', pool: owner, query }, world);
  await query('vacuum analyze');
  await takeSnapshot(shop, null, at);
  return shop;
}

const sampleSchema = z.object({
  first: z.string(),
  bought: z.string(),
  source: z.string().nullable(),
  revenue: z.number(),
});

async function samples(shop: ShopId, asOf: string): Promise<Samples> {
  await query('vacuum analyze people');
  const [found] = await query(
    `select
        (select product::text from people, unnest(first_products) product where shop_id = $1 and product <> 0
          group by product order by count(*) desc limit 1) as first,
        (select product::text from people, unnest(bought_products) product where shop_id = $1
          group by product order by count(*) desc limit 1) as bought,
        (select first_source from people where shop_id = $1 and first_source is not null
          group by 1 order by count(*) desc limit 1) as source,
        (select percentile_cont(0.5) within group (order by revenue_order) from people where shop_id = $1) as revenue`,
    [shop],
  );
  const { first, bought, source, revenue } = sampleSchema.parse(found);
  return { asOf, firstProduct: first, boughtProduct: bought, source, medianRevenue: revenue };
}

/** @returns the fastest round: disturbances only make a round slower */
async function best(rounds: number, work: () => Promise<unknown>): Promise<number> {
  let fastest = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    await work();
    fastest = Math.min(fastest, performance.now() - from);
  }
  return fastest;
}

/** The slowest page of a hundred customers. */
async function slowestProfile(shop: ShopId, rounds: number): Promise<{ ms: number; of: string }> {
  let slowest = { ms: 0, of: '' };
  for (const { id, of } of await query(PROFILED, [shop])) {
    const ms = await best(rounds, () => timeProfile(shop, String(id)));
    if (ms > slowest.ms) slowest = { ms, of: String(of) };
  }
  return slowest;
}

async function measure(shop: ShopId, rounds: number): Promise<MeasuredPeople> {
  const read = await withShop(shop, (tx) => snapshotIn(tx, shop));
  if (read === null) throw new Error('no snapshot');
  const ruler = rulerOf(read.snapshot);
  const all = combinations(conditions(await samples(shop, ruler.asOf)));
  const counts: { ms: number; of: string }[] = [];
  const pages: { ms: number; of: string }[] = [];
  const sorts: Sort[] = SORT_KEYS.flatMap((by) =>
    [true, false].map((descending) => ({ by, descending })),
  );
  const onList = <T>(who: Who, work: (tx: Tx, list: PeopleList) => Promise<T>) =>
    withShop(shop, async (tx) => {
      const list = await openList(tx, shop, who, ruler);
      if ('missing' in list) throw new Error('the customers are not written');
      return await work(tx, list);
    });
  let customers = 0;
  for (const [at, who] of all.entries()) {
    const ms = await best(rounds, () =>
      onList(who, async (tx, list) => {
        const found = await countPeople(tx, list);
        if (at === 0) customers = found.customers;
      }),
    );
    counts.push({ ms, of: writeWho(who) });
    // alone in every order, two together in one of them
    const orders = (who[0]?.length ?? 0) < 2 ? sorts : [sorts[at % sorts.length] ?? sorts[0]];
    for (const sort of orders.filter((one) => one !== undefined)) {
      const pageMs = await best(rounds, () =>
        onList(who, (tx, list) => listPeople(tx, list, sort, null)),
      );
      pages.push({ ms: pageMs, of: `${writeWho(who)} by ${sort.descending ? '-' : ''}${sort.by}` });
    }
  }
  const slowest = (found: typeof counts) => found.toSorted((a, b) => b.ms - a.ms).slice(0, SHOWN);
  const [slowCounts, slowPages] = [slowest(counts), slowest(pages)];
  return {
    ...{ customers, combinations: all.length },
    count: slowCounts[0] ?? { ms: 0, of: '' },
    page: slowPages[0] ?? { ms: 0, of: '' },
    profile: await slowestProfile(shop, rounds),
    moves: await timeMoves(shop, read.snapshot, (work) => best(rounds, work)),
    slowest: { counts: slowCounts, pages: slowPages },
  };
}

const order = peopleOrder.parse(JSON.parse(process.argv[2] ?? '{}'));
const answer =
  order.task === 'prepare'
    ? { shop: await prepare(order.orders, order.at) }
    : await measure(shopIdSchema.parse(order.shop), order.rounds);
await owner.end();
await prisma.$disconnect();
await pool.end();
if (process.send === undefined) process.stdout.write(`${JSON.stringify(answer, null, 1)}\n`);
else
  process.send(answer, () => {
    process.disconnect();
  });
