import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { now } from '../../clock.server';
import { surveySettings } from '../settings/settings';
import { raw, rows, sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { shopById } from '../../store/shops/shops';
import { aboutOrders } from '../../store/sql/answers';
import { csvLines } from '../../csv';
import { surveyLink } from './link.server';

/** Age of the orders that mails ask about, in days; buyers have forgotten older ones. */
const ORDER_DAYS = 60;
/** Rows that a spreadsheet and a mail tool still take. */
const MOST_ROWS = 50_000;

/** Links that are signed without a pause; 500 take about 5 ms. */
const SLICE_SIZE = 500;

/** As mail tools name columns, in no language. */
export const LINK_HEADS = ['order_name', 'order_id', 'customer_id', 'survey_link'] as const;

const orderSchema = z.object({ id: z.string(), name: z.string(), customer: z.string() });
type Order = z.output<typeof orderSchema>;

/**
 * Signed links for the merchant's mail tool, newest first: one for each customer's newest order of the last
 * 60 days that has no answer, unless the customer was asked about another order within `askAgainAfterDays`.
 * Leaves out returned orders and orders whose answer the merchant deleted. The file has ids and links
 * only; the mail tool knows the people.
 * @returns lines of CSV without their heads (`LINK_HEADS`), made as they are read; other requests run between slices
 */
export async function readOrderLinks(shop: {
  id: ShopId;
  domain: string;
}): Promise<AsyncIterable<{ rows: number; text: string }>> {
  const { slices, proxyPath } = await withShop(shop.id, async (tx) => {
    const { askAgainAfterDays, proxyPath } = surveySettings(await shopById(tx, shop.id));
    return { slices: await readSlices(tx, newestOrders(shop.id, askAgainAfterDays)), proxyPath };
  });
  return linesOf(slices, { domain: shop.domain, proxyPath });
}

/** Reads everything before the first line is sent, so that a slow download holds no connection. */
async function readSlices(tx: Tx, orders: Sql): Promise<Order[][]> {
  await tx.query(sql`declare newest_orders no scroll cursor for ${orders}`);
  const slices: Order[][] = [];
  for (;;) {
    const slice = await rows(
      tx,
      orderSchema,
      sql`fetch ${raw(String(SLICE_SIZE))} from newest_orders`,
    );
    if (slice.length === 0) return slices;
    slices.push(slice);
  }
}

async function* linesOf(
  slices: readonly Order[][],
  shop: Parameters<typeof surveyLink>[0],
): AsyncGenerator<{ rows: number; text: string }> {
  for (const slice of slices) {
    const text = csvLines(
      slice.map(({ id, name, customer }) => [name, id, customer, surveyLink(shop, id)]),
    );
    yield { rows: slice.length, text };
    await setImmediate();
  }
}

function newestOrders(shop: ShopId, askAgainAfterDays: number): Sql {
  const daysAgo = (days: number) =>
    sql`${now()}::timestamptz - make_interval(days => ${days}::int)`;
  const since = daysAgo(askAgainAfterDays);
  return sql`
    with bought as (
      select distinct on (customer_id) id, name, customer_id, processed_at from orders
      where shop_id = ${shop} and customer_id is not null and not test and cancelled_at is null
        and coalesce(financial_status, '') not in ('REFUNDED', 'VOIDED') and processed_at >= ${daysAgo(ORDER_DAYS)}
      order by customer_id, processed_at desc, id desc
    ), lately as (
      select coalesce(own.customer_id, about.customer_id) as customer_id, own.order_id from (
        select customer_id, order_id from survey_views where shop_id = ${shop} and shown_at > ${since}
        union all
        select customer_id, order_id from survey_answers where shop_id = ${shop} and answered_at > ${since}
      ) own ${aboutOrders(shop)}
    )
    select id::text, name, customer_id::text as customer from bought
    where not exists (select from survey_answers given
        where given.shop_id = ${shop} and given.survey = 'nps' and given.order_id = bought.id)
      and not exists (select from deleted_answers gone
        where gone.shop_id = ${shop} and gone.survey = 'nps' and gone.order_id = bought.id)
      and not exists (select from lately
        where lately.customer_id = bought.customer_id and lately.order_id is distinct from bought.id)
    order by processed_at desc, id desc limit ${MOST_ROWS}`;
}
