import { z } from 'zod';
import { one, sql, type ShopId, type Tx } from '../../store/db.server';

const timesSchema = z.object({
  imported: z.date().nullable(),
  change: z.date().nullable(),
  check: z.date().nullable(),
});

/** When the latest import ended, the latest webhook came and the latest update check began; null: never. */
export async function readReadIn(tx: Tx, shop: ShopId): Promise<z.output<typeof timesSchema>> {
  return await one(
    tx,
    timesSchema,
    sql`
      select (select max(finished_at) from imports where shop_id = ${shop} and state = 'done') as imported,
        (select max(received_at) from deliveries where shop_id = ${shop}) as change,
        (select max(started_at) from update_checks where shop_id = ${shop} and span = 'hour') as check`,
  );
}
