import { z } from 'zod';
import { now } from '../../clock.server';
import { rows, sql, type ShopId, type Tx } from '../../store/db.server';
import { requestOrderRereads } from '../receive/reread-requests.server';

/** Nights after an order on which Shopify is asked for its visits; later they stay unknown. */
const NIGHTS = 5;
/**
 * Orders of one night, the oldest first, so that none is passed over for younger ones until its nights are over. 150,000
 * points: 25 minutes of the smallest plan, whose shops have far fewer orders.
 */
const MOST = 5_000;

/**
 * Requests re-reads of young orders whose visits Shopify had not found yet when they were read: it finds them within
 * about a day, and reports no update of the order then.
 */
export async function requestVisitsToCome(tx: Tx, shop: ShopId): Promise<void> {
  const found = await rows(
    tx,
    z.object({ id: z.string() }),
    sql`
    select id::text from orders
    where shop_id = ${shop} and visits_ready = false
      and processed_at > ${now()}::timestamptz - make_interval(days => ${NIGHTS}::int)
    order by processed_at, id limit ${MOST}`,
  );
  await requestOrderRereads(
    tx,
    shop,
    found.map(({ id }) => id),
  );
}
