import { z } from 'zod';
import type { TestDatabase } from '../support/database';

const items = z.array(z.object({ name: z.string(), is: z.string() }));

/** What processes rely on in a database: each thing by name, with what it is. */
export type Catalogue = ReadonlyMap<string, string>;

/**
 * Tables and views, their columns, constraints and policies, and functions of the app's own schemas.
 * A column says whether an INSERT may leave it out.
 */
export async function catalogue(db: Pick<TestDatabase, 'query'>): Promise<Catalogue> {
  const found = await db.query(`
    with own as (
      select c.oid, c.relname, n.nspname, c.relkind, c.relrowsecurity from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'staging') and c.relkind in ('r', 'v', 'p') and c.relname <> '_prisma_migrations'
    )
    select 'table ' || relname as name, case when relrowsecurity then 'behind a wall' else 'open' end as "is" from own
    union all
    select 'column ' || own.relname || '.' || attname,
      format_type(atttypid, atttypmod) || case when attnotnull and not atthasdef and attidentity = '' then ' required' else '' end
    from own join pg_attribute a on a.attrelid = own.oid where attnum > 0 and not attisdropped
    union all
    select 'rule ' || own.relname || '.' || conname, pg_get_constraintdef(k.oid)
    from own join pg_constraint k on k.conrelid = own.oid where contype in ('c', 'u', 'f', 'x', 'p')
    union all
    select 'rule ' || own.relname || '.' || i.relname, pg_get_indexdef(i.oid)
    from own join pg_index x on x.indrelid = own.oid join pg_class i on i.oid = x.indexrelid
    where x.indisunique and not exists (select from pg_constraint k where k.conindid = i.oid)
    union all
    select 'function ' || p.oid::regprocedure, 'returns ' || coalesce(pg_get_function_result(p.oid), 'a sum')
      || coalesce(' of ' || (select string_agg(each.name, ', ' order by each.place)
        from unnest(p.proargnames, p.proargmodes) with ordinality each(name, mode, place) where each.mode = 'o'), '')
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'`);
  return new Map(items.parse(found).map(({ name, is }) => [name, is]));
}

/** The file in which each table of the app lies: another one where a migration wrote it anew. */
export async function tableFiles(
  db: Pick<TestDatabase, 'query'>,
): Promise<ReadonlyMap<string, string>> {
  const found = await db.query(`
    select relname as name, relfilenode::text as "is" from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'staging') and relkind = 'r'`);
  return new Map(items.parse(found).map(({ name, is }) => [name, is]));
}

/**
 * What of a change a process of the version before would stumble over: things that are gone or are
 * something else, and new demands on tables that it writes.
 */
export function stumblingBlocks(before: Catalogue, after: Catalogue): string[] {
  const tables = new Set([...before.keys()].filter((name) => name.startsWith('table ')));
  const tableOf = (name: string): string => `table ${/^\w+ ([^.]+)\./.exec(name)?.[1] ?? ''}`;
  const changed = [...before]
    .filter(([name, is]) => after.get(name) !== is)
    // fewer rules and fewer demands stop nobody
    .filter(([name]) => !name.startsWith('rule ') || after.has(name))
    .filter(([name, is]) => `${after.get(name) ?? ''} required` !== is)
    .map(([name, is]) => `${name}: ${is} becomes ${after.get(name) ?? 'nothing'}`);
  const demanded = [...after]
    .filter(([name]) => !before.has(name) && tables.has(tableOf(name)))
    .filter(([name, is]) => name.startsWith('rule ') || is.endsWith(' required'))
    .map(([name, is]) => `${name}: new, ${is}`);
  return [...changed, ...demanded].sort();
}
