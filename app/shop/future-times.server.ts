import { z } from 'zod';
import { now } from '../clock.server';
import { log } from '../log.server';
import { askForSnapshot } from '../queue/snapshot-turn.server';
import { sliceOf, type Slice } from '../queue/slices.server';
import { one, rows, sql, withShop, type ShopId, type Tx } from '../store/db.server';
import { eachShop, shopsOf } from '../store/shops/each-shop.server';
import { aboutOrders, WHOSE } from '../store/sql/answers';
import { holdSnapshots } from '../store/work/stale-snapshots';
import { capTimes, rowsAhead, STORED_TIMES, tablesAhead } from '../store/schema/stored-times';

/**
 * Makes the present of every time that a clock wrote which ran ahead and has come back, in each shop, installed
 * or not (job; enqueued when a step back is noticed).
 * @param given the shops; all of them where it is not given
 */
export async function mendAllFutureTimes(given?: Slice): Promise<void> {
  const slice = await sliceOf('shops.clockCameBack', given);
  if (slice === null) return;
  await eachShop(
    await shopsOf(slice),
    'times of a clock that came back could not be mended',
    async ({ id }) => await mendFutureTimes(id, now()),
  );
}

/** The same for one shop. Each table in a transaction of its own: no lock of one waits for another's. */
export async function mendFutureTimes(shop: ShopId, at: Date): Promise<void> {
  const { tables } = await withShop(shop, (tx) =>
    one(tx, z.object({ tables: z.array(z.string()) }), tablesAhead(shop, at)),
  );
  for (const times of STORED_TIMES.filter(({ table }) => tables.includes(table)))
    await withShop(shop, async (tx) => {
      const asked = SURVEY.includes(times.table);
      // before rows of the survey: its messages hold this and then write theirs
      if (asked) await holdSnapshots(tx, shop);
      const days = times === ANSWERS ? await daysOfAnswers(tx, shop, at) : [];
      await tx.query(capTimes(times, shop, at));
      if (days.length > 0) await countAnew(tx, shop, days, at);
      if (asked) await askForSnapshot(tx, shop);
    });
  const tagged = await withShop(shop, (tx) => mendTags(tx, shop, at));
  if (tables.length > 0 || tagged)
    log.warn({ shop, tables, tagged }, 'times of a clock that ran ahead are the present now');
}

/** Tables that numbers of the survey are counted from. */
const SURVEY = ['survey_answers', 'survey_views', 'survey_refusals'];
const ANSWERS = STORED_TIMES.find(({ table }) => table === 'survey_answers');

const answered = z.object({ person: z.string().nullable(), day: z.string() });

/** Whose answers lie ahead, and on which days. */
async function daysOfAnswers(tx: Tx, shop: ShopId, at: Date): Promise<z.output<typeof answered>[]> {
  if (ANSWERS === undefined) return [];
  return await rows(
    tx,
    answered,
    sql`
    select distinct ${WHOSE}::text as person, (own.answered_at at time zone coalesce(timezone, 'UTC'))::date::text as day
    from (select * from survey_answers where ${rowsAhead(ANSWERS, shop, at)}) own
    join shops on shops.id = own.shop_id ${aboutOrders(shop)}`,
  );
}

/** The days on which answers were said to be given, and the one on which they are said to be now. */
async function countAnew(
  tx: Tx,
  shop: ShopId,
  answers: readonly z.output<typeof answered>[],
  at: Date,
): Promise<void> {
  const days = [...new Set(answers.map(({ day }) => day))];
  const people = [...new Set(answers.flatMap(({ person }) => (person === null ? [] : [person])))];
  await tx.query(sql`
    insert into dirty_days (shop_id, day)
    select id, unnest(${days}::date[] || (${at}::timestamptz at time zone coalesce(timezone, 'UTC'))::date)
    from shops where id = ${shop}`);
  await tx.query(sql`
    insert into dirty_customers (shop_id, customer_id) select ${shop}::int, unnest(${people}::bigint[])`);
}

/** The days since which customers have their tags. @returns whether one lay ahead */
async function mendTags(tx: Tx, shop: ShopId, at: Date): Promise<boolean> {
  const today = sql`(${at}::timestamptz at time zone coalesce((select timezone from shops where id = ${shop}), 'UTC'))::date::text`;
  const { rowCount } = await tx.query(sql`
    update customers set tags = (select jsonb_object_agg(tag, least(since, ${today})) from jsonb_each_text(tags) own(tag, since))
    where shop_id = ${shop} and tags <> '{}'
      and exists (select from jsonb_each_text(tags) own(tag, since) where since > ${today})`);
  if (!rowCount) return false;
  await askForSnapshot(tx, shop);
  return true;
}
