import { z } from 'zod';
import { now } from '../clock.server';
import { log } from '../log.server';
import { enqueue } from '../queue/enqueue.server';
import {
  raw,
  rows,
  shopIdSchema,
  sql,
  transaction,
  withShop,
  type ShopId,
  type Tx,
} from '../store/db.server';
import { keepConfirmationKey } from '../store/confirmation-numbers.server';
import { keepKeySealed } from '../store/erased-ids.server';
import { namedTags } from '../store/kept-tags';

/** Deliveries are kept for so long: long enough to know a late repetition again. */
const DELIVERY_DAYS = 30;
/** So long a browser is known that nobody has answered with. */
const BROWSER_DAYS = 90;
/** Where such a browser is known, and since when. */
const BROWSERS = [
  ['survey_views', 'shown_at'],
  ['survey_refusals', 'refused_at'],
] as const;
/** Where customers' words stand, and since when. */
const COMMENTS = [
  ['survey_answers', 'answered_at'],
  ['survey_answer_changes', 'at'],
] as const;
/** Rows of one transaction. */
const BATCH = 5_000;

/**
 * Every night, for every shop, installed or not (job): what has had its time goes (files of data
 * requests, deliveries, comments where the merchant has set a time, browsers that never answered), tags that no setting names any
 * more go, the shop's keys are sealed with the newest TOKEN_ENCRYPTION_KEY, and a request that waits is
 * asked for again, whatever became of its job.
 */
export async function keepNoLonger(): Promise<void> {
  const shops = await transaction((tx) =>
    rows(tx, z.object({ id: shopIdSchema }), sql`select id from shops order by id`),
  );
  let failure: unknown;
  for (const { id } of shops) {
    try {
      await keepNoLongerOf(id);
    } catch (error) {
      failure = error;
      const name = error instanceof Error ? error.name : 'unknown';
      log.error({ shop: id, error: name }, 'what has had its time could not be removed');
    }
  }
  if (failure !== undefined) throw failure;
}

async function keepNoLongerOf(shop: ShopId): Promise<void> {
  const at = now();
  await withShop(shop, (tx) => askAgain(tx, shop));
  await withShop(shop, (tx) =>
    tx.query(sql`
      update privacy_requests set state = 'expired', file = null, customer_id = null, order_ids = '{}'
      where shop_id = ${shop} and file_expires_at <= ${at}`),
  );
  await inBatches(shop, (tx) =>
    tx.query(sql`
    delete from deliveries where ctid = any(array(
      select ctid from deliveries where shop_id = ${shop}
        and received_at < ${at}::timestamptz - make_interval(days => ${DELIVERY_DAYS}::int) limit ${BATCH}))`),
  );
  for (const [table, since] of COMMENTS)
    await inBatches(shop, (tx) =>
      tx.query(sql`
      update ${raw(table)} set comment = null where ctid = any(array(
        select own.ctid from ${raw(table)} own join shops on shops.id = own.shop_id
        where own.shop_id = ${shop} and comment is not null
          and ${raw(since)} < ${at}::timestamptz - make_interval(days => (settings -> 'privacy' ->> 'commentDays')::int)
        limit ${BATCH}))`),
    );
  for (const [table, since] of BROWSERS)
    await inBatches(shop, (tx) =>
      tx.query(sql`
      delete from ${raw(table)} where ctid = any(array(
        select own.ctid from ${raw(table)} own
        where own.shop_id = ${shop} and own.visitor is not null
          and own.${raw(since)} < ${at}::timestamptz - make_interval(days => ${BROWSER_DAYS}::int)
          and not exists (select from survey_answers given
            where given.shop_id = ${shop} and given.survey = own.survey and given.visitor = own.visitor)
        limit ${BATCH}))`),
    );
  await inBatches(shop, (tx) =>
    tx.query(sql`
    delete from survey_rates where ctid = any(array(
      select ctid from survey_rates
      where shop_id = ${shop} and since < ${at}::timestamptz - interval '1 hour' limit ${BATCH}))`),
  );
  await inBatches(shop, async (tx) => {
    const named = await namedTags(tx, shop);
    return await tx.query(sql`
      update customers set tags = (
        select coalesce(jsonb_object_agg(tag, since), '{}') from jsonb_each(tags) own(tag, since) where tag = any(${named}))
      where ctid = any(array(
        select ctid from customers where shop_id = ${shop} and tags <> '{}'
          and exists (select from jsonb_object_keys(tags) tag where tag <> all(${named})) limit ${BATCH}))`);
  });
  await withShop(shop, async (tx) => {
    if (await keepConfirmationKey(tx, shop))
      await enqueue(tx, 'import.open', { shopId: shop, why: 'again' });
  });
  // last: where no key opens the shop's, everything else has had its time all the same
  await withShop(shop, (tx) => keepKeySealed(tx, shop));
}

async function askAgain(tx: Tx, shop: ShopId): Promise<void> {
  const waiting = await rows(
    tx,
    z.object({ id: z.number().int(), kind: z.enum(['dataRequest', 'customerRedact']) }),
    sql`select id, kind from privacy_requests where shop_id = ${shop} and state = 'waiting'`,
  );
  for (const { id, kind } of waiting)
    await enqueue(tx, `privacy.${kind}`, { shopId: shop, requestId: id });
}

async function inBatches(
  shop: ShopId,
  work: (tx: Tx) => Promise<{ rowCount: number | null }>,
): Promise<void> {
  for (;;) {
    const { rowCount } = await withShop(shop, work);
    if ((rowCount ?? 0) < BATCH) return;
  }
}
