import { z } from 'zod';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { isOpenRequest } from '../../store/work/filtered-requests';
import { addDays, monthStart } from '../calendar';
import { whatItHas, PEOPLE_VERSION } from './book-rules';
import { bringBookUpToDate } from './book.server';
import { numbersOfDay } from './numbers-of-day.server';
import { insertPeople } from './people-rows.server';
import { currentDay, readShop, scopeOf } from './snapshot.server';

/** Past days of a shop whose customers are kept: two that are compared, and one more. */
const MOST_KEPT = 3;

/**
 * Writes the customers as of the past day that a page asked for last, into `past_people` (decision 137). In one transaction: a
 * day has all of its rows or none.
 * @returns whether another day waits
 */
export async function countPastPeople(shop: ShopId, at: Date): Promise<boolean> {
  const asOf = await begin(shop, at);
  if (asOf === null) return false;
  const numbers = await numbersOfDay(shop, asOf, at);
  const { base } = await readShop(shop);
  const today = currentDay(base.timezone, at);
  const rules = await bringBookUpToDate(
    { ...base, asOf: today, monthStart: monthStart(addDays(today, -1)) },
    at,
  );
  await withShop(shop, async (tx) => {
    const own = sql`shop_id = ${shop} and as_of = ${asOf}::date`;
    await tx.query(sql`delete from past_people where ${own}`);
    await insertPeople(tx, scopeOf(base, asOf, whatItHas(rules)), rules, { into: 'past_people' });
    await tx.query(sql`
      update past_people_days set computed_at = ${at}::timestamptz, base_at = ${numbers.computedAt}::timestamptz,
        written_by = ${PEOPLE_VERSION}::int, requested_at = null, started_at = null
      where ${own}`);
    const dropped = await rows(
      tx,
      z.object({ day: z.string() }),
      sql`
      delete from past_people_days where shop_id = ${shop} and requested_at is null and as_of not in (
        select as_of from past_people_days where shop_id = ${shop} order by seen_at desc, as_of limit ${MOST_KEPT})
      returning as_of::text as day`,
    );
    await tx.query(sql`
      delete from past_people where shop_id = ${shop} and as_of = any(${dropped.map(({ day }) => day)}::date[])`);
  });
  return (await latest(shop, at)) !== null;
}

/** A job that was killed left its request started: it is open like the others. */
async function latest(shop: ShopId, at: Date): Promise<string | null> {
  const [found] = await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({ asOf: z.string() }),
      sql`
      select as_of::text as "asOf" from past_people_days
      where shop_id = ${shop} and ${isOpenRequest(at)} order by requested_at desc, as_of limit 1`,
    ),
  );
  return found?.asOf ?? null;
}

async function begin(shop: ShopId, at: Date): Promise<string | null> {
  const asOf = await latest(shop, at);
  if (asOf !== null)
    await withShop(shop, (tx) =>
      tx.query(sql`
        update past_people_days set started_at = ${at}::timestamptz where shop_id = ${shop} and as_of = ${asOf}::date`),
    );
  return asOf;
}
