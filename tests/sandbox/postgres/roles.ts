import { createHmac } from 'node:crypto';
import pg from 'pg';
import { ownershipQuery } from '../../../app/store/schema/ownership';
import type { Cluster } from './cluster';
import { runOnce } from './running';

/**
 * The roles of an operator's database (docs/operating.md, "The database roles"), neither with privileges on
 * the server: web and worker connect as `app`, which owns no table; migrations as `owner`, which owns the
 * databases.
 */
const ROLES = { app: 'omega_app', owner: 'omega_owner' } as const;
type Role = keyof typeof ROLES;

/** The address of a database for one of the roles. */
export function urlAs(role: Role, cluster: Cluster, port: number, database: string): string {
  return `postgresql://${ROLES[role]}:${passwordOf(role, cluster)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** Derived from the server's own password by a one-way function, so that there is one secret to keep. */
function passwordOf(role: Role, { password }: Cluster): string {
  return createHmac('sha256', password).update(ROLES[role]).digest('base64url');
}

/** Creates missing roles: data of an older version of the app lack them. */
export async function ensureRoles(serverUrl: string, cluster: Cluster): Promise<void> {
  for (const role of ['app', 'owner'] as const)
    await runOnce(
      serverUrl,
      `do $$ begin
         create role ${ROLES[role]} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication
           password '${passwordOf(role, cluster)}';
       exception when duplicate_object or unique_violation then null;
       end $$`,
    );
  await runOnce(
    serverUrl,
    `do $$ begin
       if not pg_has_role('${ROLES.owner}', '${ROLES.app}', 'member') then
         grant ${ROLES.app} to ${ROLES.owner};
       end if;
     exception when unique_violation then null;
     end $$`,
  );
}

/**
 * Creates the database for its owner if it is missing. An existing one of another role, from an older version
 * of the app, changes owner with all its objects; the next migration grants the app its rights.
 * @param serverUrl address to create databases at; `databaseUrl` is the new one's, both for the server's role
 */
export async function createOwnedDatabase(
  serverUrl: string,
  databaseUrl: string,
  name: string,
  template?: string,
): Promise<void> {
  const from = template === undefined ? '' : ` template ${pg.escapeIdentifier(template)}`;
  try {
    await runOnce(
      serverUrl,
      `create database ${pg.escapeIdentifier(name)} owner ${ROLES.owner}${from}`,
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42P04')) throw error;
    await runOnce(databaseUrl, HAND_OVER);
  }
}

const HAND_OVER = `do $$
  declare own text;
  begin
    perform pg_advisory_xact_lock(hashtext('omega.owner'));
    if exists (select from pg_database where datname = current_database() and datdba = '${ROLES.owner}'::regrole) then
      return;
    end if;
    for own in ${ownershipQuery(ROLES.owner, `nspname !~ '^pg_' and nspname <> 'information_schema'`)}
    loop
      execute own;
    end loop;
    execute format('alter database %I owner to ${ROLES.owner}', current_database());
  end $$`;
