import { raw, sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { log } from '../../log.server';
import { requestRefresh } from '../../queue/snapshot-refresh.server';
import { BATCH, inBatches } from '../../store/work/in-batches.server';
import { holdSnapshots } from '../../store/work/stale-snapshots';
import { zoneOf } from '../../store/shops/shops';
import { COUNTED_REASON } from '../../store/sql/answers';
import { adoptWaiting } from '../../store/survey/waiting-answers.server';
import { readPrivacySettings } from '../settings.server';

/** Days to wait for an order: its webhook comes within seconds, and an update check replaces a lost one within a day. */
const WAITING_DAYS = 7;
/** Days to keep the id of a browser that never answered. */
const BROWSER_DAYS = 90;
/**
 * Months to keep views and refusals of an order: a year's comparison and one month. An older order is not
 * asked about (prisma/functions/survey_gate.sql).
 */
const ORDER_MONTHS = 13;

/** One shop's nightly run: all statements compare with the same moment. */
interface Night {
  shop: ShopId;
  at: Date;
}

/**
 * Removes expired survey data: comments, anonymous answers, views and refusals. The same statement first
 * adds a removed row to counts without ids, so that numbers of past days stay the same.
 */
export async function expireSurvey(shop: ShopId, at: Date): Promise<void> {
  const { commentDays, anonymousDays } = await readPrivacySettings(shop);
  const night = { shop, at };
  await expireWaiting(night);
  if (commentDays !== null) await expireComments(night, commentDays);
  await inBatches(shop, (tx) => expireAnonymousAnswers(tx, night, anonymousDays));
  await inBatches(shop, (tx) => expireViews(tx, night));
  await inBatches(shop, (tx) => expireRefusals(tx, night));
  await inBatches(shop, (tx) => expireRateCounts(tx, night));
}

/** Adopts waiting messages whose order has arrived; deletes other waiting ones and echoes after 7 days. */
async function expireWaiting({ shop, at }: Night): Promise<void> {
  await withShop(shop, async (tx) => {
    await holdSnapshots(tx, shop);
    const { proved } = await adoptWaiting(tx, shop, at);
    if (proved > 0) await requestRefresh(tx, shop);
  });
  let expired = 0;
  await inBatches(shop, async (tx) => {
    const gone = await tx.query(sql`
      delete from survey_waiting where shop_id = ${shop} and ctid = any(array(
        select ctid from survey_waiting where shop_id = ${shop}
          and received_at < ${at}::timestamptz - make_interval(days => ${WAITING_DAYS}::int) limit ${BATCH}))`);
    expired += gone.rowCount ?? 0;
    return gone;
  });
  await inBatches(shop, (tx) =>
    tx.query(sql`
      delete from survey_echoes where shop_id = ${shop} and ctid = any(array(
        select ctid from survey_echoes where shop_id = ${shop}
          and received_at < ${at}::timestamptz - make_interval(days => ${WAITING_DAYS}::int) limit ${BATCH}))`),
  );
  if (expired > 0) log.info({ shop, expired }, 'answers to orders that never arrived have expired');
}

/** Published comments stay until they are withdrawn: their writers agreed to that. An answer says that it had one. */
const COMMENTS = [
  {
    table: 'survey_answers',
    since: 'answered_at',
    unless: "and voice_state is distinct from 'published'",
    also: ', comment_expired = true',
  },
  { table: 'survey_answer_changes', since: 'at', unless: '', also: '' },
] as const;

async function expireComments({ shop, at }: Night, days: number): Promise<void> {
  for (const { table, since, unless, also } of COMMENTS)
    await inBatches(shop, (tx) =>
      tx.query(sql`
      update ${raw(table)} set comment = null ${raw(also)} where shop_id = ${shop} and ctid = any(array(
        select ctid from ${raw(table)}
        where shop_id = ${shop} and comment is not null ${raw(unless)}
          and ${raw(since)} < ${at}::timestamptz - make_interval(days => ${days}::int)
        limit ${BATCH}))`),
    );
}

/**
 * Answers without order and customer, with their browsers' views. Strangers can send any number of them,
 * so they expire. One with a published comment stays.
 */
async function expireAnonymousAnswers(tx: Tx, night: Night, days: number) {
  const { shop, at } = night;
  return await tx.query(sql`
    with gone as (
      delete from survey_answers where shop_id = ${shop} and ctid = any(array(
        select ctid from survey_answers
        where shop_id = ${shop} and order_id is null and customer_id is null
          and answered_at < ${at}::timestamptz - make_interval(days => ${days}::int)
          and (comment is null or voice_state is distinct from 'published')
        limit ${BATCH}))
      returning survey, visitor, source, score, reason, reason_edition, answered_at
    ), counted as (
      insert into survey_answer_counts as known (shop_id, survey, day, source, score, reason, answers)
      select ${shop}::int, survey, ${localDay(shop, sql`answered_at`)}, source, score, ${COUNTED_REASON}, count(*)
      from gone group by 2, 3, 4, 5, 6
      on conflict (shop_id, survey, day, source, score, reason) do update set answers = known.answers + excluded.answers
    ), unseen as (
      delete from survey_views view using gone
      where view.shop_id = ${shop} and view.survey = gone.survey and view.visitor = gone.visitor
      returning view.survey, view.source, view.shown_at, gone.answered_at, view.dismissed_at
    ), seen as (${countViews(shop)})
    select from gone`);
}

/** Views of browsers that never answered, and of orders that are too old to be asked about. */
async function expireViews(tx: Tx, { shop, at }: Night) {
  return await tx.query(sql`
    with old as (
      select view.ctid as place, given.answered_at from survey_views view
      left join orders about on about.shop_id = ${shop} and about.id = view.order_id
      left join survey_answers given on given.shop_id = ${shop} and given.survey = view.survey and given.order_id = view.order_id
      where view.shop_id = ${shop} and case
        when view.order_id is not null then ${isOldOrder(at, sql`view.shown_at`)}
        when view.visitor is not null then ${isOldBrowser(at, shop, raw('view'), sql`view.shown_at`)} end
      limit ${BATCH}
    ), unseen as (
      delete from survey_views view using old where view.shop_id = ${shop} and view.ctid = old.place
      returning view.survey, view.source, view.shown_at, old.answered_at, view.dismissed_at
    ), seen as (${countViews(shop)})
    select from old`);
}

/** Refusals of the same browsers and orders. */
async function expireRefusals(tx: Tx, { shop, at }: Night) {
  return await tx.query(sql`
    with gone as (
      delete from survey_refusals where shop_id = ${shop} and ctid = any(array(
        select own.ctid from survey_refusals own
        left join orders about on about.shop_id = ${shop} and about.id = own.order_id
        where own.shop_id = ${shop} and case
          when own.order_id is not null then ${isOldOrder(at, sql`own.refused_at`)}
          when own.visitor is not null then ${isOldBrowser(at, shop, raw('own'), sql`own.refused_at`)} end
        limit ${BATCH}))
      returning survey, source, why, refused_at
    ), counted as (
      insert into survey_refusal_counts as known (shop_id, survey, day, source, why, refusals)
      select ${shop}::int, survey, ${localDay(shop, sql`refused_at`)}, source, why, count(*) from gone group by 2, 3, 4, 5
      on conflict (shop_id, survey, day, source, why) do update set refusals = known.refusals + excluded.refusals
    )
    select from gone`);
}

/** Counts the rows of `unseen`. */
const countViews = (shop: ShopId): Sql => sql`
  insert into survey_view_counts as known (shop_id, survey, shown_on, source, answered_on, dismissed_on, views)
  select ${shop}::int, survey, ${localDay(shop, sql`shown_at`)}, source,
    coalesce(${localDay(shop, sql`answered_at`)}, 'infinity'), coalesce(${localDay(shop, sql`dismissed_at`)}, 'infinity'), count(*)
  from unseen group by 2, 3, 4, 5, 6
  on conflict (shop_id, survey, shown_on, source, answered_on, dismissed_on) do update set views = known.views + excluded.views`;

const localDay = (shop: ShopId, moment: Sql): Sql =>
  sql`(${moment} at time zone ${zoneOf(shop)})::date`;

/** `about` is the order; without one the row's own time decides. */
function isOldOrder(at: Date, since: Sql): Sql {
  const before = sql`${at}::timestamptz - make_interval(months => ${ORDER_MONTHS}::int)`;
  return sql`(${since} < ${before} and coalesce(about.processed_at, '-infinity') < ${before})`;
}

/** The view of a browser that answered expires with the answer. */
const isOldBrowser = (at: Date, shop: ShopId, row: Sql, since: Sql): Sql => sql`(
  ${since} < ${at}::timestamptz - make_interval(days => ${BROWSER_DAYS}::int)
  and not exists (select from survey_answers given
    where given.shop_id = ${shop} and given.survey = ${row}.survey and given.visitor = ${row}.visitor))`;

/** Counts of messages, which limits read for a minute, those of '-day' for a day. */
async function expireRateCounts(tx: Tx, { shop, at }: Night) {
  return await tx.query(sql`
    delete from survey_rates where shop_id = ${shop} and ctid = any(array(
      select ctid from survey_rates
      where shop_id = ${shop} and since < ${at}::timestamptz
        - case when who like '%-day' then interval '1 day' else interval '1 hour' end
      limit ${BATCH}))`);
}
