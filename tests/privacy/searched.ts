import type { TestDatabase } from '../support/database';

/**
 * The places of the words in the database: every row of every table of the catalog (the
 * queue, staging and the deliveries too) as text. A word of digits is found
 * as a whole number only, and not as the decimals of one.
 * @returns `schema.table: the words around it`; empty without a match
 */
export async function searched(db: TestDatabase, words: readonly string[]): Promise<string[]> {
  const tables = await db.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = `(?:^|[^0-9.])(?:${escaped.join('|')})(?:[^0-9]|$)`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await db.query(
      `select substring(row::text from '.{0,60}' || $1 || '.{0,60}') as text
       from ${String(name)} row where row::text ~ $1`,
      [pattern],
    );
    found.push(...rows.map(({ text }) => `${String(name)}: ${String(text)}`));
  }
  return found;
}
