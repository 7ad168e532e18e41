import pg from 'pg';

/**
 * A query for the statements that make a role the owner of schemas and of all objects in them; no row
 * where it owns everything. REASSIGN OWNED would take an owner's objects in every schema, and refuses
 * the role that made the server.
 * @param schemas a condition over `pg_namespace`
 */
export function ownershipQuery(role: string, schemas: string): string {
  const to = pg.escapeLiteral(role);
  const here = `select oid from pg_namespace where ${schemas}`;
  const notFrom = (catalog: string, kinds: string) =>
    `not exists (select from pg_depend where classid = '${catalog}'::regclass and objid = thing.oid and ${kinds})`;
  return `
    select format('alter schema %I owner to %I', nspname, ${to}) from pg_namespace
    where ${schemas} and nspname <> 'public' and nspowner <> ${to}::regrole
    union all
    select format('alter table %s owner to %I', oid::regclass, ${to}) from pg_class thing
    where relnamespace in (${here}) and relkind in ('r', 'p', 'v', 'm', 'S') and oid >= 16384
      and relowner <> ${to}::regrole
      -- a sequence of a column and what an extension brought follow their owner
      and ${notFrom('pg_class', `(deptype = 'e' or relkind = 'S' and deptype in ('a', 'i'))`)}
    union all
    select format('alter routine %s owner to %I', oid::regprocedure, ${to}) from pg_proc thing
    where pronamespace in (${here}) and oid >= 16384 and proowner <> ${to}::regrole
      and ${notFrom('pg_proc', `deptype = 'e'`)}
    union all
    select format('alter type %s owner to %I', oid::regtype, ${to}) from pg_type thing
    where typnamespace in (${here}) and oid >= 16384 and typcategory <> 'A' and typowner <> ${to}::regrole
      and ${notFrom('pg_type', `deptype in ('i', 'e')`)}`;
}
