import { z } from 'zod';
import { raw, rows, sql, transaction, withShop, type ShopId, type Tx } from '../db.server';

/** Rows of one transaction: it takes a fraction of a second, so that others wait no longer. */
const BATCH = 20_000;

/**
 * Deletes every row of a shop from all tables that the database's own catalog names.
 * @param stop checked between two batches
 * @returns whether all of them are empty; a later call continues
 */
export async function emptyTables(shop: ShopId, stop: () => boolean): Promise<boolean> {
  const tables = await transaction((tx) => tablesWith(tx, 'shop_id'));
  for (const table of tables) {
    for (;;) {
      if (stop()) return false;
      const deleted = await withShop(shop, async (tx) => {
        const { rowCount } = await tx.query(sql`
          delete from ${raw(table)} where shop_id = ${shop} and ctid = any(array(
            select ctid from ${raw(table)} where shop_id = ${shop} limit ${BATCH}))`);
        return rowCount ?? 0;
      });
      if (deleted < BATCH) break;
    }
  }
  return true;
}

/**
 * Deletes the registration of a shop whose tables are empty, with rows that other transactions wrote
 * meanwhile: those held the registry's row.
 * @param shop null where it was never registered
 */
export async function forgetRegistered(shop: ShopId | null, domain: string): Promise<void> {
  const forget = async (tx: Tx) => {
    await tx.query(sql`select from shops where domain = ${domain} for update`);
    for (const table of shop === null ? [] : await tablesWith(tx, 'shop_id'))
      await tx.query(sql`delete from ${raw(table)} where shop_id = ${shop}`);
    for (const table of shop === null ? [] : await stagingTables(tx, shop))
      await tx.query(sql`drop table ${raw(table)}`);
    for (const table of await tablesWith(tx, 'domain'))
      await tx.query(sql`delete from ${raw(table)} where domain = ${domain}`);
  };
  await (shop === null ? transaction(forget) : withShop(shop, forget));
}

/** The app's tables that have a column of that name, as SQL. */
async function tablesWith(tx: Tx, column: string): Promise<string[]> {
  const found = await rows(
    tx,
    z.object({ name: z.string() }),
    sql`
    select format('%I.%I', space.nspname, class.relname) as name
    from pg_class class join pg_namespace space on space.oid = class.relnamespace
    join pg_attribute own on own.attrelid = class.oid and own.attname = ${column} and not own.attisdropped
    where space.nspname = 'public' and class.relkind in ('r', 'p') order by 1`,
  );
  return found.map(({ name }) => name);
}

/** The staging tables of a shop as SQL, whichever import they belong to. */
export async function stagingTables(tx: Tx, shop: ShopId): Promise<string[]> {
  const found = await rows(
    tx,
    z.object({ name: z.string() }),
    sql`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname = 'staging' and tablename ~ ${`_${shop}_\\d+_\\d+$`} order by 1`,
  );
  return found.map(({ name }) => name);
}
