import { sql, type ShopId, type Tx } from '../db.server';

/**
 * Has two changes of one shop take turns: the lock of its row lasts until the transaction ends. Reads of the shop, and
 * rows that refer to it, do not wait.
 */
export async function takeTurn(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query(sql`select from shops where id = ${shop} for no key update`);
}
