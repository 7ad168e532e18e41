import { z } from 'zod';
import type { BenchDatabase } from './bench-database';

/** Days that are kept after today, and first days of a month in a year (app/metrics/rollup/kept-days.ts). */
const DAYS_KEPT = 60;
const MONTHS = 12;

const sizes = z.object({ newest: z.number(), months: z.number(), overhead: z.number() });

/**
 * What a shop's snapshots take on disk: its months of before and 60 days after its first year, then
 * twelve first days of a month a year. Days weigh as the newest one does, which has the most months in it.
 */
export async function bytesPerShopYear(
  db: BenchDatabase,
): Promise<{ first: number; further: number }> {
  const { newest, months, overhead } = await db.one(
    sizes,
    `with sized as (
       select shop_id, as_of, pg_column_size(snapshots.*)::float8 as bytes,
         row_number() over (partition by shop_id order by as_of desc) as place
       from snapshots)
     select avg(bytes) filter (where place <= 2) as newest,
       sum(bytes) filter (where place > 2) / count(distinct shop_id) as months,
       pg_total_relation_size('snapshots') / sum(bytes) as overhead
     from sized`,
  );
  return {
    first: overhead * (months + (DAYS_KEPT + MONTHS - 2) * newest),
    further: overhead * MONTHS * newest,
  };
}
