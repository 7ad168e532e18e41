import { z } from 'zod';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { integer } from '../number';
import type { MetricSettings } from '../settings';

/** The tags that a shop's rules name, with the customers who are known to carry each. */
export async function readTagged(
  shop: ShopId,
  { followerTags, eventTags }: Pick<MetricSettings, 'followerTags' | 'eventTags'>,
): Promise<{ tag: string; customers: number }[]> {
  const named = [...new Set([...followerTags, ...eventTags])];
  if (named.length === 0) return [];
  return await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({ tag: z.string(), customers: integer }),
      sql`
      select tag, count(known.id)::int as customers
      from unnest(${named}::text[]) with ordinality named(tag, place)
      left join customers known on known.shop_id = ${shop} and known.tags ? tag
      group by tag, place order by place`,
    ),
  );
}
