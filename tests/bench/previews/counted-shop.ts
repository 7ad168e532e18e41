import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { BenchDatabase } from '../support/bench-database';
import { ask } from '../support/queue';

const LOOK_MS = 20;

const shopSchema = z.object({ id: z.number() });
const countedSchema = z.object({ at: z.date() });

/**
 * Waits until an installed shop has its numbers, and times one count of all of them with an empty book: the floor of the
 * previews, on the same machine at the same time. No past month is counted beside it.
 */
export async function countedShop(
  db: BenchDatabase,
  domain: string,
): Promise<{ shopId: number; countMs: number }> {
  const { id: shopId } = await until(() =>
    db.find(shopSchema, 'select id from shops where domain = $1', [domain]),
  );
  await counted(db, shopId, new Date(0));
  await quiet(db, shopId);
  const { at } = await counted(db, shopId, new Date(0));
  await db.run('vacuum analyze');
  await db.run('delete from books where shop_id = $1', [shopId]);
  await db.run(`update snapshot_refreshes set next_at = '-infinity' where shop_id = $1`, [shopId]);
  await db.run('checkpoint');
  const from = performance.now();
  await ask(db, 'snapshot.refresh', shopId);
  await counted(db, shopId, at);
  const countMs = performance.now() - from;
  await quiet(db, shopId);
  return { shopId, countMs };
}

/** Waits until no job of the shop runs or is due, apart from the past months', which are taken out of the queue. */
export async function quiet(db: BenchDatabase, shopId: number): Promise<void> {
  await until(async () => {
    for (const name of ['snapshot.history', 'snapshot.stale'])
      await db.run('select graphile_worker.remove_job($1)', [`${name}:${String(shopId)}`]);
    const { waiting } = await db.one(
      z.object({ waiting: z.number() }),
      `select count(*)::int as waiting from graphile_worker.jobs
       where locked_at is not null or (run_at < now() + interval '1 minute' and attempts < max_attempts)`,
    );
    return waiting === 0 ? true : null;
  });
}

/** Waits for numbers of now, not of a month's end, that were counted after `before`. */
async function counted(db: BenchDatabase, shopId: number, before: Date) {
  return await until(() =>
    db.find(
      countedSchema,
      `select computed_at as at from snapshots where shop_id = $1 and computed_at > $2
         and as_of = (select max(as_of) from snapshots where shop_id = $1) and as_of > current_date`,
      [shopId, before],
    ),
  );
}

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    await wait(LOOK_MS);
  }
}
