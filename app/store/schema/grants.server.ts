import pg from 'pg';
import { z } from 'zod';
import { ANALYZED } from './analyzed-tables';
import { untilFree, type Patience } from '../work/held-up';
import { underMigrationLock } from './migration-lock.server';
import { ownershipQuery } from './ownership';

/**
 * The rights of the role of web and worker, granted by the owner of the database: on the rows of the tables
 * in `public`, not on the tables. The role owns `staging`, where imports make tables, and the queue's
 * schema, whose rows only their owner sees.
 */
const OF_THE_APP = `nspname in ('staging', 'graphile_worker')`;
/** For migrations alone: no process of the app reads or calls them. */
const OF_MIGRATIONS = { table: '_prisma_migrations', function: 'for_each_shop' };

/** The roles of a database differ from docs/operating.md, "The database roles"; the message says how to mend it. */
export class RoleTrouble extends Error {
  override name = 'RoleTrouble';
}

const SEE = 'See docs/operating.md, "The database roles".';

/** The role that a database address names. */
export const roleIn = (url: string): string => new pg.Client({ connectionString: url }).user ?? '';

const rolesSchema = z.object({
  owner: z.string(),
  powerful: z.boolean(),
  known: z.boolean(),
  member: z.boolean(),
  /** the app's role owns the database */
  swapped: z.boolean(),
});

/**
 * Checks both roles, and grants the app's role in advance its rights on what the next migrations make.
 * @param owner address of the database as its owner
 * @param app the name of the app's role
 * @throws RoleTrouble
 */
export async function grantAhead(owner: string, app: string): Promise<void> {
  await underMigrationLock(owner, async (client) => {
    const { rows } = await client.query(
      `select current_user as owner, rolsuper or rolbypassrls as powerful,
         exists (select from pg_roles where rolname = $1) as known,
         coalesce((select pg_has_role(oid, 'usage') from pg_roles where rolname = $1), false) as member,
         exists (select from pg_database join pg_roles as app on app.oid = datdba
           where datname = current_database() and app.rolname = $1) as swapped
       from pg_roles where rolname = current_user`,
      [app],
    );
    judge(app, rolesSchema.parse(rows[0]));
    const to = pg.escapeIdentifier(app);
    await client.query(`
      alter default privileges in schema public grant select, insert, update, delete on tables to ${to};
      alter default privileges in schema public grant usage, select on sequences to ${to}`);
  });
}

function judge(
  app: string,
  { owner, powerful, known, member, swapped }: z.output<typeof rolesSchema>,
): void {
  if (owner === app)
    throw new RoleTrouble(
      `MIGRATION_DATABASE_URL and DATABASE_URL name the same role, ${app}: web and worker connect as another one, which owns nothing. ${SEE}`,
    );
  if (powerful)
    throw new RoleTrouble(
      `The database role ${owner} is a superuser or has BYPASSRLS: a migration would change rows of all shops at once. ` +
        `MIGRATION_DATABASE_URL names a role that has neither and owns the database. ${SEE}`,
    );
  if (!known)
    throw new RoleTrouble(`PostgreSQL has no role ${app}, which DATABASE_URL names. ${SEE}`);
  // Comes before the next advice: that grant to an owner's role would let web and worker drop the walls.
  if (swapped)
    throw new RoleTrouble(
      `DATABASE_URL names ${app}, which owns the database, and MIGRATION_DATABASE_URL names ${owner}, which does not: ` +
        `swap them, so that web and worker connect as a role that owns nothing. ${SEE}`,
    );
  if (!member)
    throw new RoleTrouble(
      `The database role ${owner} cannot give ${app} the queue. As a superuser: GRANT ${pg.escapeIdentifier(app)} TO ${pg.escapeIdentifier(owner)}. ${SEE}`,
    );
}

/**
 * Grants the app's role the rights that it lacks and revokes any others, whichever role made the tables,
 * also after a restore. Changes nothing where the rights are correct.
 * @throws RoleTrouble, HeldUp
 */
export async function grantToApp(
  owner: string,
  app: string,
  patience: Partial<Patience>,
): Promise<void> {
  await underMigrationLock(owner, (client) =>
    untilFree('of the roles', patience, async (lockMs) => {
      await client.query('begin');
      try {
        await client.query(`set local lock_timeout = ${lockMs}`);
        await run(client, ownershipQuery(app, OF_THE_APP));
        for (const query of await rights(client, app)) await run(client, query);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error;
        throw new RoleTrouble(
          `The role of MIGRATION_DATABASE_URL does not own the whole database: ${error.message}. ${SEE}`,
        );
      }
    }),
  );
}

/** Queries for the statements that give the app's role exactly its rights. */
async function rights(client: pg.Client, app: string): Promise<string[]> {
  const to = pg.escapeLiteral(app);
  const own = `relnamespace = 'public'::regnamespace and pg_has_role(relowner, 'usage')`;
  const tables = `${own} and relkind in ('r', 'p', 'v', 'm')`;
  const has = (right: string) => `has_table_privilege(${to}, oid, '${right}')`;
  const queries = [
    `select format('grant connect, temporary on database %I to %I', current_database(), ${to})
     where not (has_database_privilege(${to}, current_database(), 'connect')
       and has_database_privilege(${to}, current_database(), 'temporary'))`,
    `select format('grant usage on schema public to %I', ${to})
     where not has_schema_privilege(${to}, 'public', 'usage')`,
    `select format('revoke create on schema public from public, %I', ${to})
     where has_schema_privilege(${to}, 'public', 'create')`,
    `select format('grant select, insert, update, delete on %s to %I', oid::regclass, ${to}) from pg_class
     where ${tables} and relname <> '${OF_MIGRATIONS.table}'
       and not (${['select', 'insert', 'update', 'delete'].map(has).join(' and ')})`,
    `select format('revoke truncate, references, trigger on %s from public, %I', oid::regclass, ${to}) from pg_class
     where ${tables} and ${has('truncate, references, trigger')}`,
    `select format('revoke all on %s from public, %I', oid::regclass, ${to}) from pg_class
     where ${tables} and relname = '${OF_MIGRATIONS.table}' and ${has('select, insert, update, delete')}`,
    `select format('grant usage, select on sequence %s to %I', oid::regclass, ${to}) from pg_class
     where ${own} and case relkind when 'S' then not has_sequence_privilege(${to}, oid, 'usage') end`,
    `select format('grant execute on function %s to %I', oid::regprocedure, ${to}) from pg_proc
     where pronamespace = 'public'::regnamespace and pg_has_role(proowner, 'usage') and prokind = 'f'
       and proname <> '${OF_MIGRATIONS.function}' and not has_function_privilege(${to}, oid, 'execute')`,
  ];
  const analyzed = ANALYZED.flatMap(({ tables: names }) => names)
    .map((name) => pg.escapeLiteral(name))
    .join(', ');
  const { rows } = await client.query(
    `select current_setting('server_version_num')::int as version`,
  );
  const { version } = versionSchema.parse(rows[0]);
  return [
    ...queries,
    ...(version >= KNOWS_MAINTAIN
      ? [
          `select format('grant maintain on %s to %I', oid::regclass, ${to}) from pg_class
           where ${tables} and relname in (${analyzed}) and not ${has('maintain')}`,
          ...ANALYZED.map(({ byOwner }) => `select '${byOwner.drop}' where ${byOwner.isThere}`),
        ]
      : ANALYZED.map(({ byOwner }) => `select ${pg.escapeLiteral(byOwner.make)}`)),
  ];
}

const versionSchema = z.object({ version: z.number() });
const KNOWS_MAINTAIN = 170_000;

const statements = z.array(z.tuple([z.string()]));

/** Runs the statements that a query returns. */
async function run(client: pg.Client, query: string): Promise<void> {
  const { rows } = await client.query({ text: query, rowMode: 'array' });
  for (const [statement] of statements.parse(rows)) await client.query(statement);
}
