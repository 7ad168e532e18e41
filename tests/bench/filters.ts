import { z } from 'zod';
import { mustBe, until, type BenchDatabase } from './support/bench-database';
import type { BenchWorker } from './support/bench-worker';
import { ask, refuseFailures } from './support/queue';

/** What is timed: customers whose first order is not on discount, nearly all of a shop. */
const FILTER = { discount: false };
const KEY = 'bench';

const countedSchema = z.object({ chosen: z.number() });

/**
 * Times a filtered view in milliseconds, from its request to its stored numbers, and checks whom it chose.
 * Months before the shop's numbers are not timed: they are taken out of the queue first.
 */
export async function timeFiltered(
  db: BenchDatabase,
  worker: BenchWorker,
  shopId: number,
): Promise<number> {
  await until(worker, async () => {
    await db.run(`select graphile_worker.remove_job($1)`, [`snapshot.history:${shopId}`]);
    const { busy } = await db.one(
      z.object({ busy: z.number() }),
      'select count(*)::int as busy from graphile_worker.jobs where locked_at is not null',
    );
    return busy === 0 ? true : null;
  });
  await db.run('checkpoint');
  const from = performance.now();
  await db.run(
    `insert into filtered_snapshots (shop_id, as_of, filter_key, filter, requested_at, seen_at)
     select shop_id, as_of, $2, $3, computed_at, computed_at from snapshots
     where shop_id = $1 order by as_of desc limit 1`,
    [shopId, KEY, JSON.stringify(FILTER)],
  );
  await ask(db, 'snapshot.filtered', shopId);
  await until(worker, async () => {
    await refuseFailures(db);
    return await db.find(
      z.object({ at: z.date() }),
      `select computed_at as at from filtered_snapshots
       where shop_id = $1 and filter_key = $2 and numbers is not null`,
      [shopId, KEY],
    );
  });
  const milliseconds = performance.now() - from;
  const { chosen } = await db.one(
    countedSchema,
    `select (count(*) filter (where not first_discounted))::int as chosen from purchases
     where shop_id = $1 and number = 1`,
    [shopId],
  );
  const { customers, discounted } = await db.one(
    z.object({ customers: z.number(), discounted: z.number() }),
    `select (numbers->>'customers')::int as customers, (numbers->'firstOrders'->>'discounted')::int as discounted
     from snapshots where shop_id = $1 order by as_of desc limit 1`,
    [shopId],
  );
  mustBe('number of chosen customers', chosen, customers - discounted);
  return milliseconds;
}
