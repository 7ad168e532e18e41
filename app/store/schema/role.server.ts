import { exit, stderr } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { env } from '../../env.server';
import { log } from '../../log.server';
import { sayConnections, type Process } from '../database/connections.server';
import { refusalOf } from '../database/refusal';
import { refuseUnfit, Unfit } from './unfit.server';
import { zoneTrouble, type ZoneTrouble } from './zone-names';

const RETRY_MS = 1_000;

/**
 * Ends the process with a sentence where the database is not fit for it. PostgreSQL may be too old, know too
 * few time zones, or have no queue yet; a pooler may not keep sessions; or the role may pass the walls between
 * shops. They are PostgreSQL's row level security: a superuser and a role with BYPASSRLS bypass it, and an
 * owner of the tables could drop it. Waits for a database that cannot be reached.
 * @param process the process whose connections are logged beside PostgreSQL's limit
 */
export async function refuseWithoutWalls(process: Process): Promise<void> {
  for (;;) {
    try {
      await refuseUnfit({ url: env().DATABASE_URL, variable: 'DATABASE_URL' });
      await connected(env().DATABASE_URL, async (client) => {
        const role = await connectedRole(client);
        judgeRole(role);
        judgeZones(await zoneTrouble(client));
        judgeQueue(role);
        await sayConnections(client, process);
      });
      return;
    } catch (error) {
      const sentence = error instanceof Unfit ? error.message : refusalOf(error);
      if (sentence !== null) {
        stderr.write(`${sentence}\n`);
        exit(1);
      }
      const { name, code } = failure.parse(error);
      log.warn({ error: name, code }, 'the database cannot be reached: waiting for it');
      await wait(RETRY_MS);
    }
  }
}

/** The logged fields of a failure; its message may have the address. */
const failure = z
  .object({ name: z.string(), code: z.string().optional() })
  .catch({ name: 'unknown' });

const roleSchema = z.object({
  name: z.string(),
  superuser: z.boolean(),
  bypasses: z.boolean(),
  /** the app's tables that it owns, or could own as a member of their owner */
  owns: z.string().nullable(),
  /** its rights in `public` beyond reading and writing rows */
  may: z.string().nullable(),
  /** null: there is no queue yet */
  ownsQueue: z.boolean().nullable(),
});
type Role = z.output<typeof roleSchema>;

const SEE = 'See docs/operating.md, "The database roles".';

function judgeRole({ name, superuser, bypasses, owns, may }: Role): void {
  if (superuser || bypasses)
    throw new Unfit(
      `The database role ${name} ${superuser ? 'is a superuser' : 'has BYPASSRLS'}: no wall between shops would hold. ` +
        `Connect as a role that has neither and owns no table. ${SEE}`,
    );
  if (owns !== null)
    throw new Unfit(
      `The database role ${name} owns ${owns}: it could take down the walls between shops. ` +
        `Connect as a role that owns no table, and run npm run migrate as the owner. ${SEE}`,
    );
  if (may !== null)
    throw new Unfit(
      `The database role ${name} has ${may}: it may change more than rows. ` +
        `Run npm run migrate, which takes that right. ${SEE}`,
    );
}

function judgeZones(trouble: ZoneTrouble | null): void {
  if (trouble === null) return;
  if (trouble.old) throw new Unfit(trouble.sentence);
  log.warn(trouble.sentence);
}

function judgeQueue({ name, ownsQueue }: Role): void {
  if (ownsQueue === null) throw new Unfit('The database has no queue yet. Run: npm run migrate');
  if (!ownsQueue)
    throw new Unfit(
      `The database role ${name} does not own the schema graphile_worker, whose rows only its owner sees. ` +
        `Run npm run migrate with the DATABASE_URL of web and worker. ${SEE}`,
    );
}

/** Looks at `public` alone: the role owns `staging` and the queue's schema. */
const CONNECTED_ROLE = `
  select current_user as name, bool_or(rolsuper) as superuser, bool_or(rolbypassrls) as bypasses,
    (select what from (
       select 1, 'the database' as what from pg_database
       where datname = current_database() and pg_has_role(datdba, 'member')
       union all
       select 2, 'the table ' || relname from pg_class
       where relnamespace = 'public'::regnamespace and relkind <> 'i' and pg_has_role(relowner, 'member')
       union all
       select 3, 'the function ' || proname from pg_proc
       where pronamespace = 'public'::regnamespace and pg_has_role(proowner, 'member')
       order by 1, 2 limit 1) owned) as owns,
    case when has_schema_privilege('public', 'create') then 'CREATE in the schema public'
      else (select 'TRUNCATE, TRIGGER or REFERENCES on the table ' || relname from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
          and has_table_privilege(oid, 'truncate, trigger, references') order by relname limit 1) end as may,
    (select pg_has_role(nspowner, 'usage') and not exists (
         select from pg_class where relnamespace = space.oid and not pg_has_role(relowner, 'usage'))
       from pg_namespace space where nspname = 'graphile_worker') as "ownsQueue"
  from pg_roles where rolname in (current_user, session_user)`;

async function connectedRole(client: pg.Client): Promise<Role> {
  const { rows } = await client.query(CONNECTED_ROLE);
  return roleSchema.parse(rows[0]);
}

async function connected(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
