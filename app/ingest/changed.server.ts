import { z } from 'zod';
import { one, sql, type ShopId, type Tx } from '../store/db.server';

/**
 * After a merge, in its transaction: where orders came or became others, what was worked out of
 * them is built anew, and the days after the first of them are counted again. Where nothing
 * changed, nothing is forgotten.
 */
export async function forgetWhatChanged(tx: Tx, shop: ShopId, timezone: string): Promise<void> {
  // rows that this transaction wrote carry its number: nothing has to be noted row by row
  const { first } = await one(
    tx,
    z.object({ first: z.string().nullable() }),
    sql`
    select min(processed_at at time zone ${timezone})::date::text as first from orders
    where shop_id = ${shop} and xmin = pg_current_xact_id()::xid
      and exists (select from books where shop_id = ${shop})`,
  );
  if (first === null) return;
  await tx.query(sql`delete from books where shop_id = ${shop}`);
  await tx.query(
    sql`update snapshots set stale = true where shop_id = ${shop} and as_of > ${first}::date`,
  );
}
