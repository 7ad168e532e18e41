import { z } from 'zod';
import { rows, shopIdSchema, sql, type ShopId, type Sql, type Tx } from '../db.server';

/** How a webhook names a shop: the unsigned header has the domain, the body has Shopify's number. */
export interface NamedShop {
  domain: string;
  /** null: the body names none */
  shopifyId: string | null;
}

const found = z.object({ id: shopIdSchema, domain: z.string() });

/**
 * The registered shop that a webhook is about; null: none. The number in the signed body decides: a shop
 * may have had another domain when the webhook was sent. The domain decides where the body has no number,
 * and for a shop that Shopify was not asked about yet.
 * @param lock of the registry's row, until the transaction ends
 */
export async function namedShop(
  tx: Tx,
  { domain, shopifyId }: NamedShop,
  lock: Sql = sql``,
): Promise<{ id: ShopId; domain: string } | null> {
  const [shop] = await rows(
    tx,
    found,
    sql`
    select id, domain from shops
    where shopify_id = ${shopifyId}::bigint
      or (domain = ${domain} and (${shopifyId}::bigint is null or shopify_id is null or shopify_id = ${shopifyId}::bigint))
    order by domain = ${domain} desc limit 1 ${lock}`,
  );
  return shop ?? null;
}

/** Shopify's number of a shop in a field of a body; null for anything else. */
export function shopNumberIn(field: unknown): string | null {
  const number = z.number().int().positive().safe().safeParse(field);
  return number.success ? String(number.data) : null;
}
