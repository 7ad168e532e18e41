import { z } from 'zod';
import { now } from '../clock.server';
import { surveySettings } from '../shop/survey-settings';
import { one, rows, sql, withShop, type ShopId } from '../store/db.server';
import { surveyLink } from './link.server';

/** Orders of so many days are asked about by mail; older ones have been forgotten by their buyers. */
const DAYS = 60;
/** Rows of one file: what a spreadsheet and a mail tool still take. */
const MOST = 50_000;

const orderSchema = z.object({ id: z.string(), name: z.string(), customer: z.string() });

/**
 * A file for the merchant's mail tool: a signed link for each order of the last 60 days whose customer
 * is known and who has not answered, newest first. Ids and links alone; the mail tool knows the people.
 * @returns CSV (RFC 4180) with a byte order mark, by which spreadsheets know UTF-8
 */
export async function orderLinks(shop: { id: ShopId; domain: string }): Promise<string> {
  const { found, proxyPath } = await withShop(shop.id, async (tx) => {
    const { settings } = await one(
      tx,
      z.object({ settings: z.unknown() }),
      sql`select settings from shops where id = ${shop.id}`,
    );
    const found = await rows(
      tx,
      orderSchema,
      sql`
      select id::text, name, customer_id::text as customer from orders bought
      where shop_id = ${shop.id} and customer_id is not null and not test and cancelled_at is null
        and processed_at >= ${now()}::timestamptz - make_interval(days => ${DAYS}::int)
        and not exists (select from survey_answers given
          where given.shop_id = ${shop.id} and given.survey = 'nps' and given.order_id = bought.id)
      order by processed_at desc, id desc limit ${MOST}`,
    );
    return { found, proxyPath: surveySettings(settings).proxyPath };
  });
  const lines = found.map(({ id, name, customer }) => [
    name,
    id,
    customer,
    surveyLink({ domain: shop.domain, proxyPath }, id),
  ]);
  const head = ['order_name', 'order_id', 'customer_id', 'survey_link'];
  return `\uFEFF${[head, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`;
}

/** Quoted; what a spreadsheet would take for a formula begins with an apostrophe. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
