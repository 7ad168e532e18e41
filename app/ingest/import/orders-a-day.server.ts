import { sql, type ShopId, type Tx } from '../../store/db.server';

/**
 * Stores a shop's orders a day, which limit its buyers' survey messages: the mean of thirty days, or the last
 * 24 hours where they had more, as in a sale (`prisma/functions/orders_of_last_day.sql`).
 * @param at the end of the days
 */
export async function countOrdersADay(tx: Tx, shop: ShopId, at: Date): Promise<void> {
  await tx.query(sql`
    update shops set orders_a_day = own.a_day from (
      select greatest(count(*) / 30, orders_of_last_day(${shop}, ${at}))::int as a_day from orders
      where shop_id = ${shop} and processed_at > ${at}::timestamptz - interval '30 days' and processed_at <= ${at}
    ) own where id = ${shop} and orders_a_day <> own.a_day`);
}
