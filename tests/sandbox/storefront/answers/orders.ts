import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** An order that the survey can be about. */
export interface AskableOrder {
  id: number;
  /** the confirmation number; null: none from Shopify */
  number: string | null;
  customerId: number | null;
  /** milliseconds since 1970 */
  at: number;
  /** the title of its first line */
  product: string;
  /** the customer's language */
  language: 'ja' | 'en';
}

const row = z.object({
  id: z.number(),
  number: z.string().nullable(),
  customerId: z.number().nullable(),
  at: z.number(),
  product: z.string().nullable(),
  locale: z.string().nullable(),
});

/**
 * The orders of a local Shopify's only shop, oldest first, without test and cancelled ones, read while
 * another process serves the shop.
 */
export function askableOrders(store: string, until: Date): AskableOrder[] {
  const file = new DatabaseSync(store, { readOnly: true });
  try {
    const rows = file
      .prepare(
        `select o.id, o.customer_id as customerId, o.processed_at * 1000 as at,
           o.record ->> '$.confirmationNumber' as number, o.record ->> '$.lines[0].title' as product, c.record ->> '$.locale' as locale
         from orders o left join customers c on c.shop = o.shop and c.id = o.customer_id
         where o.test = 0 and o.cancelled = 0 and o.processed_at < ?
         order by o.processed_at, o.id`,
      )
      .all(Math.floor(until.getTime() / 1000));
    return rows.map((found) => {
      const { product, locale, ...order } = row.parse(found);
      return { ...order, product: product ?? '', language: locale === 'en' ? 'en' : 'ja' };
    });
  } finally {
    file.close();
  }
}
