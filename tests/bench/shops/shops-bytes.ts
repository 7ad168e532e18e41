import { z } from 'zod';
import type { BenchDatabase } from '../support/bench-database';

/** Past days and first days of a month in a year that are kept (app/metrics/rollup/kept-days.server.ts). */
const DAYS_KEPT = 60;
const MONTHS = 12;

const sizes = z.object({ newest: z.number(), months: z.number(), overhead: z.number() });

/**
 * Disk size of a shop's snapshots: after its first year the months before it, 60 days, twelve first
 * days of a month and the current day; then twelve a year. Each day counts with the size of the newest
 * ended one.
 */
export async function bytesPerShopYear(
  db: BenchDatabase,
): Promise<{ first: number; further: number }> {
  // removes dead rows, which autovacuum would free later
  await db.run('vacuum full snapshots');
  const { newest, months, overhead } = await db.one(
    sizes,
    `with sized as (
       select shop_id, as_of, pg_column_size(snapshots.*)::float8 as bytes,
         row_number() over (partition by shop_id order by as_of desc) as place
       from snapshots where shop_id in (select id from shops where starts_with(domain, 'copy-')))
     select avg(bytes) filter (where place = 2) as newest,
       sum(bytes) filter (where place <> 2) / count(distinct shop_id) as months,
       pg_total_relation_size('snapshots') / (select sum(pg_column_size(snapshots.*)) from snapshots)::float8 as overhead
     from sized`,
  );
  return {
    first: overhead * (months + (DAYS_KEPT + MONTHS - 1) * newest),
    further: overhead * MONTHS * newest,
  };
}
