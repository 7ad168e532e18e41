import type { TestDatabase } from '../database';

/** Every row of every table of the app, its queue and its staging, as one text to search for forbidden data. */
export async function everythingStored(db: TestDatabase): Promise<string> {
  const tables = await db.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await db.query(`select row::text as text from ${String(name)} row`);
    texts.push(String(name), ...rows.map(({ text }) => String(text)));
  }
  return texts.join('\n');
}
