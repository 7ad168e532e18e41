import { z } from 'zod';
import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { sliceOf, type Slice } from '../../queue/slices.server';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { eachShop, shopsOf } from '../../store/shops/each-shop.server';
import { keepConfirmationKey } from '../../store/secrets/confirmation-numbers.server';
import { keepKeySealed } from '../../store/secrets/erased-ids.server';
import { BATCH, inBatches } from '../../store/work/in-batches.server';
import { namedTags } from '../../store/shops/kept-tags';
import { mendFutureTimes } from '../../shop/future-times.server';
import { enqueueRequest } from '../erase/queue.server';
import { expireSurvey } from './survey.server';

/** Deliveries are kept for so long: long enough to know a late repetition again. */
const DELIVERY_DAYS = 30;

/**
 * Every night, for every shop, installed or not (job): what has had its time goes (files of data
 * requests, deliveries, what the survey keeps for a time only), tags that no setting names any
 * more go, the shop's keys are sealed with the newest TOKEN_ENCRYPTION_KEY, and a request that waits is
 * asked for again, whatever became of its job.
 */
export async function keepNoLonger(given?: Slice): Promise<void> {
  const slice = await sliceOf('privacy.keepNoLonger', given);
  if (slice === null) return;
  await eachShop(
    await shopsOf(slice),
    'what has had its time could not be removed',
    async ({ id }) => await keepNoLongerOf(id),
  );
}

async function keepNoLongerOf(shop: ShopId): Promise<void> {
  const at = now();
  // first: everything after it compares with these times
  await mendFutureTimes(shop, at);
  await withShop(shop, (tx) => askAgain(tx, shop));
  await withShop(shop, (tx) =>
    tx.query(sql`
      update privacy_requests set state = 'expired', file = null, customer_id = null, order_ids = '{}'
      where shop_id = ${shop} and file_expires_at <= ${at}`),
  );
  await inBatches(shop, (tx) =>
    tx.query(sql`
    delete from deliveries where shop_id = ${shop} and ctid = any(array(
      select ctid from deliveries where shop_id = ${shop}
        and received_at < ${at}::timestamptz - make_interval(days => ${DELIVERY_DAYS}::int) limit ${BATCH}))`),
  );
  await expireSurvey(shop, at);
  await inBatches(shop, async (tx) => {
    const named = await namedTags(tx, shop);
    return await tx.query(sql`
      update customers set tags = (
        select coalesce(jsonb_object_agg(tag, since), '{}') from jsonb_each(tags) own(tag, since) where tag = any(${named}))
      where shop_id = ${shop} and ctid = any(array(
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
    sql`select id, kind from privacy_requests where shop_id = ${shop} and state = 'waiting' order by id`,
  );
  for (const [ahead, request] of waiting.entries())
    await enqueueRequest(tx, shop, { ...request, ahead });
}
