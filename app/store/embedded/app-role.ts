import { createHmac } from 'node:crypto';
import pg from 'pg';
import type { Cluster } from './cluster';
import { runOnce } from './running';

/**
 * The role that the app, its worker and its migrations connect as. It owns their databases and has
 * no power over the server: row level security holds for it, as it does for an operator's role.
 */
const APP_ROLE = 'omega_app';

/** The address of a database as the app's role. */
export function appUrlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://${APP_ROLE}:${passwordOf(cluster)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** Worked out of the server's own password, so that there is one secret to keep, and not told by it. */
function passwordOf({ password }: Cluster): string {
  return createHmac('sha256', password).update(APP_ROLE).digest('base64url');
}

/** Makes the role where it is missing: data of an older version of the app has none. */
export async function ensureAppRole(serverUrl: string, cluster: Cluster): Promise<void> {
  await runOnce(
    serverUrl,
    `do $$ begin
       create role ${APP_ROLE} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication
         password '${passwordOf(cluster)}';
     exception when duplicate_object or unique_violation then null;
     end $$`,
  );
}

/**
 * Makes the database for the app's role where it does not exist. One that an older version of the
 * app made for the server's own role is handed over, with everything in it.
 * @param serverUrl where databases are made; `databaseUrl` is the new one's, both as the server's role
 */
export async function createAppDatabase(
  serverUrl: string,
  databaseUrl: string,
  name: string,
  template?: string,
): Promise<void> {
  const from = template === undefined ? '' : ` template ${pg.escapeIdentifier(template)}`;
  try {
    await runOnce(
      serverUrl,
      `create database ${pg.escapeIdentifier(name)} owner ${APP_ROLE}${from}`,
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42P04')) throw error;
    await runOnce(databaseUrl, HAND_OVER);
  }
}

/** REASSIGN OWNED refuses the role that made the server, so it is said of each thing by itself. */
const HAND_OVER = `do $$
  declare own text;
  begin
    perform pg_advisory_xact_lock(hashtext('omega.owner'));
    if exists (select from pg_database where datname = current_database() and datdba = '${APP_ROLE}'::regrole) then
      return;
    end if;
    for own in
      select format('alter schema %I owner to ${APP_ROLE}', nspname) from pg_namespace
      where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
      union all
      select format('alter table %s owner to ${APP_ROLE}', oid::regclass) from pg_class thing
      where relnamespace in (select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
        and relkind in ('r', 'p', 'v', 'm', 'S') and oid >= 16384
        -- a sequence of a column and what an extension brought follow their owner
        and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = thing.oid
          and (deptype = 'e' or relkind = 'S' and deptype in ('a', 'i')))
      union all
      select format('alter routine %s owner to ${APP_ROLE}', oid::regprocedure) from pg_proc thing
      where oid >= 16384
        and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = thing.oid and deptype = 'e')
      union all
      select format('alter type %s owner to ${APP_ROLE}', oid::regtype) from pg_type thing
      where oid >= 16384 and typcategory <> 'A'
        and not exists (select from pg_depend where classid = 'pg_type'::regclass and objid = thing.oid and deptype in ('i', 'e'))
    loop
      execute own;
    end loop;
    execute format('alter database %I owner to ${APP_ROLE}', current_database());
  end $$`;
