import { z } from 'zod';
import { rows, sql, withShop, type ShopId, type Sql } from '../../store/db.server';
import { isOpenRequest } from '../../store/work/filtered-requests';
import { numbersOfDay } from '../rollup/numbers-of-day.server';
import { compressed, COUNTED_BY } from '../stored-numbers';
import { detailOf, filterSchema } from './filter';
import { measureDetail, measureFiltered } from './measure-filtered.server';

const requestSchema = z.object({ asOf: z.string(), key: z.string(), filter: z.unknown() });
type Request = z.output<typeof requestSchema>;

/**
 * Counts the latest request of a shop for chosen customers' numbers, or for a detail, and keeps them.
 * @returns whether another request waits
 */
export async function countFiltered(shop: ShopId, at: Date): Promise<boolean> {
  const request = await begin(shop, at);
  if (request === null) return false;
  const asked = viewOf(request);
  if (asked !== null) {
    const { filter, detail } = asked;
    const base = await numbersOfDay(shop, request.asOf, at);
    const numbers =
      detail === null
        ? await measureFiltered(shop, filter, base.snapshot, at)
        : await measureDetail(shop, detail, filter, base.snapshot, at);
    await withShop(shop, (tx) =>
      tx.query(sql`
        update filtered_snapshots set numbers = ${compressed({ ...numbers })}::bytea, computed_at = ${at}::timestamptz,
          counted_by = ${COUNTED_BY}, base_at = ${base.computedAt}::timestamptz, rules_version = ${base.rulesVersion}::int,
          requested_at = null, started_at = null
        where ${rowOf(shop, request)}`),
    );
    // another release requested it
  } else
    await withShop(shop, (tx) =>
      tx.query(sql`delete from filtered_snapshots where ${rowOf(shop, request)}`),
    );
  return (await latest(shop, at)) !== null;
}

/** What a request asks for; null where another release requested it. */
function viewOf({ key, filter }: Request) {
  const read = filterSchema.safeParse(filter);
  const detail = detailOf(key);
  return read.success && detail !== 'unknown' ? { filter: read.data, detail } : null;
}

const rowOf = (shop: ShopId, { asOf, key }: Request): Sql =>
  sql`shop_id = ${shop} and as_of = ${asOf}::date and filter_key = ${key}`;

/** A job that was killed left its request started: it is open like the others. */
async function latest(shop: ShopId, at: Date): Promise<Request | null> {
  const [found] = await withShop(shop, (tx) =>
    rows(
      tx,
      requestSchema,
      sql`
      select as_of::text as "asOf", filter_key as key, filter from filtered_snapshots
      where shop_id = ${shop} and ${isOpenRequest(at)} order by requested_at desc, filter_key limit 1`,
    ),
  );
  return found ?? null;
}

async function begin(shop: ShopId, at: Date): Promise<Request | null> {
  const request = await latest(shop, at);
  if (request === null) return null;
  await withShop(shop, (tx) =>
    tx.query(sql`
      update filtered_snapshots set started_at = ${at}::timestamptz where ${rowOf(shop, request)}`),
  );
  return request;
}
