import { z } from 'zod';
import type { OrdersSetApart } from '../../progress/set-apart';
import { rows, sql, type ShopId, type Tx } from '../../store/db.server';

/** As many as a merchant looks up at once; the page counts the rest. */
const MOST_NAMED = 5;

/** Reads a shop's orders that no number counts because no table can hold one of their values. */
export async function readOrdersSetApart(tx: Tx, shop: ShopId): Promise<OrdersSetApart> {
  const named = await rows(
    tx,
    z.object({ name: z.string(), field: z.string(), count: z.number() }),
    sql`
    select coalesce(name, order_id::text) as name, field, (count(*) over ())::int as count from orders_set_apart
    where shop_id = ${shop} order by seen_at desc, order_id desc limit ${MOST_NAMED}`,
  );
  return {
    count: named[0]?.count ?? 0,
    named: named.map(({ name, field }) => ({ name, why: whyOf(field) })),
  };
}

/** @param field path of the value, as `app/ingest/facts/bounds.ts` names it */
function whyOf(field: string): OrdersSetApart['named'][number]['why'] {
  if (/(?:At|_at)$/.test(field)) return 'time';
  if (/uantity$/.test(field)) return 'pieces';
  if (/amount$/.test(field)) return 'amount';
  return 'value';
}
