import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { one, rows, sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { withoutErased } from './without-erased.server';

/** Days until a file expires; a new request makes a new one. */
const FILE_DAYS = 30;

/** Reads the stage of a customer: `app/metrics` implements it, and the worker passes it in. */
export type StageOf = (shop: ShopId, customer: string) => Promise<string | null>;

const record = z.record(z.string(), z.unknown());

/**
 * Prepares the file with everything stored about a customer, for the merchant to hand over (job). Ids and
 * amounts are exact texts, as in Shopify's API. Referrals are days only, since they involve other customers.
 */
export async function prepareFile(
  shop: ShopId,
  requestId: number,
  stageOf: StageOf,
): Promise<void> {
  const customer = await withShop(shop, (tx) => readCustomer(tx, shop, requestId));
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
    // erased meanwhile, or already prepared
    if (request === undefined) return;
    const person = await withoutErased(tx, shop, request);
    if (person.customer !== request.customer || person.orders.length < request.orders.length) {
      await tx.query(sql`
        update privacy_requests set customer_id = null, order_ids = '{}', state = 'erased', finished_at = ${now()}
        where shop_id = ${shop} and id = ${requestId}`);
      return;
    }
    const file = {
      requestedAt: request.receivedAt.toISOString(),
      preparedAt: now().toISOString(),
      ...(await readEverything(tx, shop, request)),
      stage,
    };
    await tx.query(sql`
      update privacy_requests set state = 'done', finished_at = ${now()}, file = ${JSON.stringify(file, null, 2)},
        -- a file that is prepared again, after an answer was deleted, keeps its expiry
        file_expires_at = coalesce(file_expires_at, ${now()}::timestamptz + make_interval(days => ${FILE_DAYS}::int))
      where shop_id = ${shop} and id = ${requestId}`);
    log.info({ shop, requestId }, 'the file of a data request is ready');
  });
}

async function readCustomer(tx: Tx, shop: ShopId, requestId: number): Promise<string | null> {
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
 * A row as JSON without the shop's number and keyed hashes, which mean nothing to the customer; numbers
 * are texts, so that none is rounded.
 */
const asJson = (from: Sql) => sql`
  select (select json_object_agg(key, case json_typeof(value) when 'number' then to_json(value #>> '{}') else value end)
    from json_each(row_to_json(own)) where key not in ('shop_id', 'confirmation_hash', 'number_hash', 'sender')) as row ${from}`;

async function readEverything(
  tx: Tx,
  shop: ShopId,
  { customer, orders }: { customer: string | null; orders: string[] },
): Promise<Record<string, unknown>> {
  const all = async (from: Sql) =>
    (await rows(tx, z.object({ row: record }), asJson(from))).map(({ row }) => row);
  const theirs = sql`own.shop_id = ${shop} and own.customer_id = ${customer}::bigint`;
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
    purchases: await all(sql`from purchases own where ${theirs} order by own.number`),
    summary: await all(sql`from customer_summaries own where ${theirs}`),
    listed: await all(sql`from people own where ${theirs}`),
    surveyAnswers: await all(
      sql`from survey_answers own where ${theirs} or (${ofOrders}) order by own.answered_at, own.id`,
    ),
    surveyAnswerChanges: await all(sql`
      from (
        select change.* from survey_answer_changes change
        where change.shop_id = ${shop} and change.answer_id in (
          select own.id from survey_answers own where ${theirs} or (${ofOrders}))
      ) own order by own.at, own.answer_id`),
    surveyAnswerStates: await all(sql`
      from (
        select state.* from answer_states state
        where state.shop_id = ${shop} and state.answer_id in (
          select own.id from survey_answers own where ${theirs} or (${ofOrders}))
      ) own order by own.at, own.answer_id`),
    heardAnswers: await all(
      sql`from heard_answers own where ${ofOrders} order by own.at, own.order_id`,
    ),
    surveyWaiting: await all(
      sql`from survey_waiting own where ${theirs} order by own.received_at, own.id`,
    ),
    surveyViews: await all(
      sql`from survey_views own where ${theirs} or (${ofOrders}) order by own.shown_at, own.id`,
    ),
    surveyRefusals: await all(
      sql`from survey_refusals own where ${theirs} or (${ofOrders}) order by own.refused_at, own.id`,
    ),
    surveyDeleted: await all(
      sql`from deleted_answers own where ${theirs} or (${ofOrders}) order by own.deleted_at, own.answer_id`,
    ),
    brought: await days(sql`referrer_customer_id`, sql`referred_customer_id`),
    wasBrought: await days(sql`referred_customer_id`, sql`referrer_customer_id`),
  };
}
