import type { z } from 'zod';
import { sql, withShop, type ShopId } from '../db.server';
import { settingsOf, shopById } from './shops';
import { takeTurn } from './turn';

/**
 * Changes what a shop keeps beside the merchant's settings: what they have closed or put off. It has no version and no
 * history.
 */
export async function changeKept<T extends z.ZodType>(
  shop: ShopId,
  part: 'attention' | 'setup',
  schema: T,
  change: (known: z.output<T>) => z.output<T>,
): Promise<void> {
  await withShop(shop, async (tx) => {
    await takeTurn(tx, shop);
    const kept = change(settingsOf(await shopById(tx, shop), part, schema));
    await tx.query(sql`
      update shops set settings = jsonb_set(settings, array[${part}::text], ${JSON.stringify(kept)}::jsonb)
      where id = ${shop}`);
  });
}
