import { z } from 'zod';
import { one, sql, type ShopId, type Tx } from '../db.server';

/**
 * The tags that the shop's settings name. No other tag of a customer is kept: a merchant may write
 * anything into a tag, and no number reads what no setting names.
 */
export async function namedTags(tx: Tx, shop: ShopId): Promise<string[]> {
  const { tags } = await one(
    tx,
    z.object({ tags: z.array(z.string()) }),
    sql`
    select array(select distinct tag from shops,
      jsonb_array_elements_text(coalesce(settings #> '{metrics,followerTags}', '[]')
        || coalesce(settings #> '{metrics,eventTags}', '[]')) tag
      where id = ${shop}) as tags`,
  );
  return tags;
}
