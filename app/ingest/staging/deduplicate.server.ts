import { raw, sql, type ShopId, type Tx } from '../../store/db.server';
import { stagingTable } from './staging.server';

/** The key of each staging table, and the order in which the newest row of a key comes first. */
const KEYS = {
  costs: ['variant_id', 'ctid desc'],
  customers: ['id', 'updated_at desc, ctid desc'],
  orders: ['id', 'updated_at desc, ctid desc'],
  lines: ['order_id, id', 'ctid desc'],
} as const;

/** Deduplicates staging: keeps the newest row of each key. */
export async function deduplicateStaging(
  tx: Tx,
  shop: ShopId,
  importId: number,
  tables: readonly (keyof typeof KEYS)[],
): Promise<void> {
  for (const table of tables) {
    const [key, newestFirst] = KEYS[table];
    const staged = stagingTable(shop, importId, table);
    await tx.query(sql`
      delete from ${staged} where ctid in (
        select ctid from (select ctid, row_number() over (partition by ${raw(key)} order by ${raw(newestFirst)}) place
          from ${staged}) ranked where place > 1)`);
  }
}
