import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { one, rows, sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { stillThere } from './still-there.server';

/** A file can be fetched for so long; a new request makes a new one. */
const FILE_DAYS = 30;

/** What the numbers say of one customer, from whoever reads them. */
export type StageOf = (shop: ShopId, customer: string) => Promise<string | null>;

const record = z.record(z.string(), z.unknown());

/**
 * Writes down everything that is kept of a customer, for the merchant to hand over (job). Ids and
 * amounts are texts, exact, as Shopify's own API writes them. Of others nothing is in it: who brought
 * him and whom he brought are days without names.
 */
export async function prepareFile(
  shop: ShopId,
  requestId: number,
  stageOf: StageOf,
): Promise<void> {
  const customer = await withShop(shop, (tx) => customerOf(tx, shop, requestId));
  const stage = customer === null ? null : await stageOf(shop, customer);
  await withShop(shop, async (tx) => {
    const [request] = await rows(
      tx,
      z.object({
        customer: z.string().nullable(),
        orders: z.array(z.string()),
        receivedAt: z.date(),
      }),
      sql`
      select customer_id::text as customer, order_ids::text[] as orders, received_at as "receivedAt"
      from privacy_requests where shop_id = ${shop} and id = ${requestId} and state = 'waiting' for update`,
    );
    // erased meanwhile, or prepared already
    if (request === undefined) return;
    const person = await stillThere(tx, shop, request);
    if (person.customer !== request.customer || person.orders.length < request.orders.length) {
      await tx.query(sql`
        update privacy_requests set customer_id = null, order_ids = '{}', state = 'erased', finished_at = ${now()}
        where shop_id = ${shop} and id = ${requestId}`);
      return;
    }
    const file = {
      requestedAt: request.receivedAt.toISOString(),
      preparedAt: now().toISOString(),
      ...(await everythingOf(tx, shop, request)),
      stage,
    };
    await tx.query(sql`
      update privacy_requests set state = 'done', finished_at = ${now()}, file = ${JSON.stringify(file, null, 2)},
        -- one that is prepared again, without an answer that was deleted since, is kept no longer for it
        file_expires_at = coalesce(file_expires_at, ${now()}::timestamptz + make_interval(days => ${FILE_DAYS}::int))
      where shop_id = ${shop} and id = ${requestId}`);
    log.info({ shop, requestId }, 'the file of a data request is ready');
  });
}

async function customerOf(tx: Tx, shop: ShopId, requestId: number): Promise<string | null> {
  const [request] = await rows(
    tx,
    z.object({ customer: z.string().nullable() }),
    sql`
    select customer_id::text as customer from privacy_requests
    where shop_id = ${shop} and id = ${requestId} and state = 'waiting'`,
  );
  return request?.customer ?? null;
}

/**
 * A row as it stands, without the shop's number and hashes under the shop's key, which say nothing to the
 * customer; numbers as texts, so that none is rounded.
 */
const told = (from: Sql) => sql`
  select (select json_object_agg(key, case json_typeof(value) when 'number' then to_json(value #>> '{}') else value end)
    from json_each(row_to_json(own)) where key not in ('shop_id', 'confirmation_hash', 'number_hash', 'sender')) as told ${from}`;

async function everythingOf(
  tx: Tx,
  shop: ShopId,
  { customer, orders }: { customer: string | null; orders: string[] },
): Promise<Record<string, unknown>> {
  const all = async (from: Sql) =>
    (await rows(tx, z.object({ told: record }), told(from))).map((row) => row.told);
  const his = sql`own.shop_id = ${shop} and own.customer_id = ${customer}::bigint`;
  const ofOrders = sql`own.shop_id = ${shop} and own.order_id in (
    select id from orders where shop_id = ${shop} and (customer_id = ${customer}::bigint or id = any(${orders}::bigint[])))`;
  const days = async (own: Sql, other: Sql) =>
    (
      await one(
        tx,
        z.object({ days: z.array(z.string()) }),
        sql`
        select coalesce(array_agg(referred_at::text order by referred_at), '{}') as days from referrals
        where shop_id = ${shop} and ${own} = ${customer}::bigint and ${other} is not null`,
      )
    ).days;
  return {
    customer: await all(
      sql`from customers own where own.shop_id = ${shop} and own.id = ${customer}::bigint`,
    ),
    orders: await all(sql`
      from orders own where own.shop_id = ${shop}
        and (own.customer_id = ${customer}::bigint or own.id = any(${orders}::bigint[])) order by own.processed_at, own.id`),
    orderLines: await all(
      sql`from order_lines own where ${ofOrders} order by own.order_id, own.id`,
    ),
    purchases: await all(sql`from purchases own where ${his} order by own.number`),
    summary: await all(sql`from customer_summaries own where ${his}`),
    surveyAnswers: await all(
      sql`from survey_answers own where ${his} or (${ofOrders}) order by own.answered_at, own.id`,
    ),
    surveyAnswerChanges: await all(sql`
      from (
        select change.* from survey_answer_changes change
        where change.shop_id = ${shop} and change.answer_id in (
          select own.id from survey_answers own where ${his} or (${ofOrders}))
      ) own order by own.at, own.answer_id`),
    surveyWaiting: await all(
      sql`from survey_waiting own where ${his} order by own.received_at, own.id`,
    ),
    surveyViews: await all(
      sql`from survey_views own where ${his} or (${ofOrders}) order by own.shown_at, own.id`,
    ),
    surveyRefusals: await all(
      sql`from survey_refusals own where ${his} or (${ofOrders}) order by own.refused_at, own.id`,
    ),
    surveyDeleted: await all(
      sql`from deleted_answers own where ${his} or (${ofOrders}) order by own.deleted_at, own.answer_id`,
    ),
    brought: await days(sql`referrer_customer_id`, sql`referred_customer_id`),
    wasBrought: await days(sql`referred_customer_id`, sql`referrer_customer_id`),
  };
}
