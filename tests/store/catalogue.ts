import { z } from 'zod';
import type { TestDatabase } from '../support/database';

const items = z.array(z.object({ name: z.string(), is: z.string() }));

/** The objects of a database that processes rely on, by kind and name, with their definitions. */
export type Catalogue = ReadonlyMap<string, string>;

const OWN = `
  own as (
    select c.oid, c.relname, c.relkind, c.relrowsecurity, c.relfilenode from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'staging') and c.relkind in ('r', 'v', 'p') and c.relname <> '_prisma_migrations'
  )`;

/**
 * The app's own schemas: tables and views, their columns, rules, keys, policies, triggers and indexes;
 * domains; functions. A column says whether an INSERT may leave it out, a rule whether all rows were checked.
 */
export async function catalogue(db: Pick<TestDatabase, 'query'>): Promise<Catalogue> {
  const found = await db.query(`
    with ${OWN}
    select 'table ' || relname as name, case when relrowsecurity then 'behind a wall' else 'open' end as "is" from own
    union all
    select 'file ' || relname || '.', relfilenode::text from own where relkind = 'r'
    union all
    select 'column ' || own.relname || '.' || attname,
      format_type(atttypid, atttypmod) || case when attnotnull and not atthasdef and attidentity = '' then ' required' else '' end
    from own join pg_attribute a on a.attrelid = own.oid where attnum > 0 and not attisdropped
    union all
    select 'nonnull ' || own.relname || '.' || attname, 'not null'
    from own join pg_attribute a on a.attrelid = own.oid where attnum > 0 and not attisdropped and attnotnull
    union all
    select case when contype in ('p', 'u') then 'key ' else 'rule ' end || own.relname || '.' || conname, pg_get_constraintdef(k.oid)
    from own join pg_constraint k on k.conrelid = own.oid where contype in ('c', 'u', 'f', 'x', 'p')
    union all
    select case when x.indisunique then 'key ' else 'index ' end || own.relname || '.' || i.relname, pg_get_indexdef(i.oid)
    from own join pg_index x on x.indrelid = own.oid join pg_class i on i.oid = x.indexrelid
    where not exists (select from pg_constraint k where k.conindid = i.oid)
    union all
    select 'policy ' || own.relname || '.' || polname,
      concat_ws(' ', polcmd, polpermissive, polroles, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
    from own join pg_policy on polrelid = own.oid
    union all
    select 'trigger ' || own.relname || '.' || tgname, pg_get_triggerdef(t.oid)
    from own join pg_trigger t on tgrelid = own.oid where not tgisinternal
    union all
    select 'domain ' || typname, typbasetype::regtype || case when typnotnull then ' required' else '' end || coalesce(
      (select string_agg(' ' || pg_get_constraintdef(k.oid), '' order by conname) from pg_constraint k where contypid = t.oid), '')
    from pg_type t where typtype = 'd' and typnamespace = 'public'::regnamespace
    union all
    select 'function ' || p.oid::regprocedure, 'returns ' || coalesce(pg_get_function_result(p.oid), 'a sum')
      || coalesce(' of ' || (select string_agg(each.name, ', ' order by each.place)
        from unnest(p.proargnames, p.proargmodes) with ordinality each(name, mode, place) where each.mode = 'o'), '')
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'`);
  return new Map(items.parse(found).map(({ name, is }) => [name, is]));
}

const kindOf = (name: string): string => name.slice(0, name.indexOf(' '));
/** The table of a part of one, as the catalogue names it. */
const tableOf = (name: string): string => `table ${/^\w+ ([^.]+)\./.exec(name)?.[1] ?? ''}`;

/** Processes run without them. A key is not among them: ON CONFLICT names its columns. */
const FREE_TO_GO = ['rule', 'index', 'nonnull', 'trigger', 'file'];
/** They restrict the processes that write. */
const DEMANDS = ['rule', 'key', 'policy', 'trigger'];

/**
 * The parts of a change that break a process of the version before: dropped or changed objects,
 * and new constraints on tables that it writes.
 */
export function stumblingBlocks(before: Catalogue, after: Catalogue): string[] {
  const changed = [...before]
    .filter(([name, is]) => after.get(name) !== is)
    .filter(([name]) => !FREE_TO_GO.includes(kindOf(name)) || after.has(name))
    .filter(([name]) => !['file', 'index'].includes(kindOf(name)))
    .filter(([name, is]) => `${after.get(name) ?? ''} required` !== is)
    // a later statement checks its rows
    .filter(([name, is]) => `${after.get(name) ?? ''} NOT VALID` !== is)
    .map(([name, is]) => `${name}: ${is} becomes ${after.get(name) ?? 'nothing'}`);
  const demanded = [...after]
    .filter(([name]) => !before.has(name) && before.has(tableOf(name)))
    .filter(
      ([name, is]) =>
        DEMANDS.includes(kindOf(name)) ||
        (kindOf(name) === 'column' && is.endsWith(' required')) ||
        (kindOf(name) === 'nonnull' && before.has(name.replace('nonnull', 'column'))),
    )
    .map(([name, is]) => `${name}: new, ${is}`);
  return [...changed, ...demanded].sort();
}

/**
 * The parts of a change that block every writer of a table for a time that grows with it: PostgreSQL reads
 * all rows, for an index or a rule, or rewrites them.
 */
export function holdUps(before: Catalogue, after: Catalogue): { table: string; because: string }[] {
  const read = [...after]
    .filter(([name]) => !before.has(name) && before.has(tableOf(name)))
    .filter(
      ([name, is]) =>
        ['index', 'key'].includes(kindOf(name)) ||
        (kindOf(name) === 'rule' && !is.endsWith(' NOT VALID')) ||
        (kindOf(name) === 'nonnull' && before.has(name.replace('nonnull', 'column'))),
    );
  const rewritten = [...before].filter(
    ([name, is]) => kindOf(name) === 'file' && after.has(name) && after.get(name) !== is,
  );
  const validated = [...before].filter(
    ([name, is]) => kindOf(name) === 'rule' && `${after.get(name) ?? ''} NOT VALID` === is,
  );
  return [...read, ...rewritten, ...validated].map(([name, is]) => ({
    table: tableOf(name).slice('table '.length),
    because: `${name}: ${is}`,
  }));
}
