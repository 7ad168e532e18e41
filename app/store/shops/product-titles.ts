import { z } from 'zod';
import { rows, sql, type ShopId, type Tx } from '../db.server';

const titleSchema = z.object({ id: z.string(), title: z.string() });

/** Products' titles by id; of deleted products none. */
export async function productTitles(
  tx: Tx,
  shop: ShopId,
  products: readonly string[],
): Promise<Map<string, string>> {
  const found = await rows(
    tx,
    titleSchema,
    sql`select id::text, title from products where shop_id = ${shop} and id = any(${[...products]}::bigint[])`,
  );
  return new Map(found.map(({ id, title }) => [id, title]));
}
