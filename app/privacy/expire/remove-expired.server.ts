import { z } from 'zod';
import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { splitOverShops, type Slice } from '../../queue/slices.server';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { eachShop, shopsOf } from '../../store/shops/each-shop.server';
import { keepConfirmationKey } from '../../store/secrets/confirmation-numbers.server';
import { keepKeySealed } from '../../store/secrets/erased-ids.server';
import { BATCH, inBatches } from '../../store/work/in-batches.server';
import { namedTags } from '../../store/shops/kept-tags';
import { capFutureTimes } from '../../shop/future-times.server';
import { enqueueRequest } from '../erase/queue.server';
import { expireSurvey } from './survey.server';

/** Hours to keep the addresses of files, which open once and within a minute, and how far their downloads are. */
const TICKET_HOURS = 6;
/** Days to keep deliveries, long enough to deduplicate a late repetition. */
const DELIVERY_DAYS = 30;

/**
 * Nightly, for every shop, installed or not (job): deletes expired rows (files of data requests, addresses of files, deliveries,
 * survey data) and tags that no setting names, seals the shop's keys with the newest
 * TOKEN_ENCRYPTION_KEY, and enqueues waiting requests again, in case their jobs were lost.
 */
export async function removeExpired(given?: Slice): Promise<void> {
  const slice = await splitOverShops('privacy.keepNoLonger', given);
  if (slice === null) return;
  await eachShop(
    await shopsOf(slice),
    'expired rows could not be removed',
    async ({ id }) => await removeExpiredOf(id),
  );
}

async function removeExpiredOf(shop: ShopId): Promise<void> {
  const at = now();
  // first, since the steps below compare with these times
  await capFutureTimes(shop, at);
  await withShop(shop, (tx) => enqueueWaiting(tx, shop));
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
  await inBatches(shop, (tx) =>
    tx.query(sql`
    delete from download_tickets where shop_id = ${shop} and ctid = any(array(
      select ctid from download_tickets where shop_id = ${shop}
        and requested_at < ${at}::timestamptz - make_interval(hours => ${TICKET_HOURS}::int) limit ${BATCH}))`),
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
  // last: it throws where no key opens the shop's, and the rest must run all the same
  await withShop(shop, (tx) => keepKeySealed(tx, shop));
}

async function enqueueWaiting(tx: Tx, shop: ShopId): Promise<void> {
  const waiting = await rows(
    tx,
    z.object({ id: z.number().int(), kind: z.enum(['dataRequest', 'customerRedact']) }),
    sql`select id, kind from privacy_requests where shop_id = ${shop} and state = 'waiting' order by id`,
  );
  for (const [ahead, request] of waiting.entries())
    await enqueueRequest(tx, shop, { ...request, ahead });
}
