import { z } from 'zod';
import type { BenchDatabase } from '../support/bench-database';

/** Tables with work in progress of the first import, which a shop imported long ago does not have. */
const OF_THE_MOMENT = [
  'deliveries',
  'reread_requests',
  'snapshot_requests',
  'audits',
  'audit_parts',
];

const named = z.object({ names: z.array(z.string()) });

/**
 * Copies an imported shop with its snapshots in SQL: the same rows under another shop's id. The copies
 * count as uninstalled until `openShops`, so that no job starts early.
 * @param onCopied called with the number of copied tables and of all tables
 */
export async function copyShop(
  db: BenchDatabase,
  shopId: number,
  copies: number,
  onCopied: (done: number, all: number) => void,
): Promise<void> {
  await db.run(
    `insert into shops (domain, name, currency, timezone, scopes, settings, installed_at, uninstalled_at, facts_version)
     select 'copy-' || copy || '.myshopify.com', name, currency, timezone, scopes, settings, installed_at, now(), facts_version
     from shops, generate_series(1, $2::int) copy where id = $1 order by copy`,
    [shopId, copies],
  );
  const { names: tables } = await db.one(
    named,
    `select array_agg(table_name::text order by table_name) as names
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and column_name = 'shop_id' and table_type = 'BASE TABLE' and table_name <> all($1)`,
    [OF_THE_MOMENT],
  );
  for (const [done, table] of tables.entries()) {
    onCopied(done, tables.length);
    const { names: columns } = await db.one(
      named,
      `select array_agg(quote_ident(column_name) order by ordinal_position) as names from information_schema.columns
       where table_schema = 'public' and table_name = $1 and column_name <> 'shop_id' and is_generated = 'NEVER'`,
      [table],
    );
    await db.run(
      `insert into "${table}" (shop_id, ${columns.join(', ')})
       select copy.id, ${columns.map((column) => `own.${column}`).join(', ')}
       from "${table}" own, shops copy where own.shop_id = $1 and starts_with(copy.domain, 'copy-')`,
      [shopId],
    );
  }
  await db.run('vacuum analyze');
  await db.run('checkpoint');
}

/**
 * Sets the copies to the evening before their midnight: their newest snapshot is as of the day that has
 * just begun, computed an hour before it. All of them count as installed again.
 * @returns that day, YYYY-MM-DD
 */
export async function openShops(db: BenchDatabase): Promise<string> {
  const copies = `(select id from shops where starts_with(domain, 'copy-'))`;
  const { day } = await db.one(
    z.object({ day: z.string() }),
    `select (now() at time zone max(timezone))::date::text as day from shops`,
  );
  await db.run(`delete from snapshots where shop_id in ${copies} and as_of = $1::date`, [day]);
  await db.run(
    `update snapshots set as_of = least(as_of, $1::date), computed_at = (select $1::timestamp at time zone max(timezone) - interval '1 hour' from shops)
     where shop_id in ${copies}`,
    [day],
  );
  await db.run(`update books set as_of = $1::date where shop_id in ${copies}`, [day]);
  await db.run(
    `update snapshot_refreshes set requested_at = null, counting_since = null, next_at = '-infinity' where shop_id in ${copies}`,
  );
  await db.run(`update shops set uninstalled_at = null where id in ${copies}`);
  return day;
}
