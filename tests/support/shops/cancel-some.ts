import type { ShopId } from '../../../app/store/db.server';
import type { TestDatabase } from '../database';

/**
 * Cancels the latest order of customers who have several, without telling the book: as between a merge and the next count.
 * @returns how many customers have changed
 */
export async function cancelSome(db: TestDatabase, shop: ShopId): Promise<number> {
  const changed = await db.query(
    `with latest as (
       select max(id) as id from orders where shop_id = $1 and customer_id in (
         select customer_id from customer_summaries where shop_id = $1 and orders > 2 and customer_id % 3 = 0)
       group by customer_id)
     update orders set cancelled_at = processed_at from latest
     where shop_id = $1 and orders.id = latest.id and cancelled_at is null
     returning customer_id::text as customer, (processed_at at time zone (select timezone from shops where id = $1))::date::text as day`,
    [shop],
  );
  for (const { customer, day } of changed) {
    await db.query(
      'insert into dirty_customers (shop_id, customer_id) values ($1, $2) on conflict do nothing',
      [shop, customer],
    );
    await db.query('insert into dirty_days (shop_id, day) values ($1, $2) on conflict do nothing', [
      shop,
      day,
    ]);
  }
  return changed.length;
}
