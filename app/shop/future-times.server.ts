import { z } from 'zod';
import { now } from '../clock.server';
import { log } from '../log.server';
import { requestRefresh } from '../queue/snapshot-refresh.server';
import { splitOverShops, type Slice } from '../queue/slices.server';
import { one, rows, sql, withShop, type ShopId, type Tx } from '../store/db.server';
import { eachShop, shopsOf } from '../store/shops/each-shop.server';
import { zoneOf } from '../store/shops/shops';
import { aboutOrders, WHOSE } from '../store/sql/answers';
import { holdSnapshots } from '../store/work/stale-snapshots';
import { capTimes, rowsAhead, STORED_TIMES, tablesAhead } from '../store/schema/stored-times';

/**
 * Caps future times at the present, in each shop, installed or not (job; enqueued when the clock steps back):
 * a clock that ran ahead wrote them.
 * @param given the slice of shops; by default all of them
 */
export async function capAllFutureTimes(given?: Slice): Promise<void> {
  const slice = await splitOverShops('shops.clockCameBack', given);
  if (slice === null) return;
  await eachShop(
    await shopsOf(slice),
    'future times could not be capped',
    async ({ id }) => await capFutureTimes(id, now()),
  );
}

/** Caps one shop's times; one transaction a table, so that no table's locks wait for another's. */
export async function capFutureTimes(shop: ShopId, at: Date): Promise<void> {
  const { tables } = await withShop(shop, (tx) =>
    one(tx, z.object({ tables: z.array(z.string()) }), tablesAhead(shop, at)),
  );
  for (const times of STORED_TIMES.filter(({ table }) => tables.includes(table)))
    await withShop(shop, async (tx) => {
      const isSurvey = SURVEY.includes(times.table);
      // survey messages lock snapshots before survey rows: the same order avoids deadlocks
      if (isSurvey) await holdSnapshots(tx, shop);
      const days = times === ANSWERS ? await daysOfAnswers(tx, shop, at) : [];
      await tx.query(capTimes(times, shop, at));
      if (days.length > 0) await markForRecount(tx, shop, days, at);
      if (isSurvey) await requestRefresh(tx, shop);
    });
  const tagged = await withShop(shop, (tx) => capTagDays(tx, shop, at));
  if (tables.length > 0 || tagged)
    log.warn({ shop, tables, tagged }, 'future times were capped at the present');
}

/** Tables that the survey's numbers read. */
const SURVEY = ['survey_answers', 'survey_views', 'survey_refusals'];
const ANSWERS = STORED_TIMES.find(({ table }) => table === 'survey_answers');

const answered = z.object({ person: z.string().nullable(), day: z.string() });

/** Customers and days of answers in the future. */
async function daysOfAnswers(tx: Tx, shop: ShopId, at: Date): Promise<z.output<typeof answered>[]> {
  if (ANSWERS === undefined) return [];
  return await rows(
    tx,
    answered,
    sql`
    select distinct ${WHOSE}::text as person, (own.answered_at at time zone ${zoneOf(shop)})::date::text as day
    from (select * from survey_answers where ${rowsAhead(ANSWERS, shop, at)}) own ${aboutOrders(shop)}`,
  );
}

/** Marks dirty the days that the answers had, and the day that they have now. */
async function markForRecount(
  tx: Tx,
  shop: ShopId,
  answers: readonly z.output<typeof answered>[],
  at: Date,
): Promise<void> {
  const days = [...new Set(answers.map(({ day }) => day))];
  const people = [...new Set(answers.flatMap(({ person }) => (person === null ? [] : [person])))];
  await tx.query(sql`
    insert into dirty_days (shop_id, day)
    select ${shop}::int, unnest(${days}::date[] || (${at}::timestamptz at time zone ${zoneOf(shop)})::date)`);
  await tx.query(sql`
    insert into dirty_customers (shop_id, customer_id) select ${shop}::int, unnest(${people}::bigint[])`);
}

/** Caps the days since which customers have their tags. @returns whether one was in the future */
async function capTagDays(tx: Tx, shop: ShopId, at: Date): Promise<boolean> {
  const today = sql`(${at}::timestamptz at time zone ${zoneOf(shop)})::date::text`;
  const { rowCount } = await tx.query(sql`
    update customers set tags = (select jsonb_object_agg(tag, least(since, ${today})) from jsonb_each_text(tags) own(tag, since))
    where shop_id = ${shop} and tags <> '{}'
      and exists (select from jsonb_each_text(tags) own(tag, since) where since > ${today})`);
  if (!rowCount) return false;
  await requestRefresh(tx, shop);
  return true;
}
