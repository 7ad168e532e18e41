import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { env } from '../env.server';
import { log } from '../log.server';
import { refusalOf } from './refusal';

/** This process must not work on that database; the message says why, and the way out. */
class NoWalls extends Error {
  override name = 'NoWalls';
}

const RETRY_MS = 1_000;

/**
 * Ends the process with a sentence where the walls between shops would not hold for it: they are
 * PostgreSQL's row level security, which a superuser and a role with BYPASSRLS do not notice. Waits
 * for a database that cannot be reached.
 */
export async function refuseWithoutWalls(): Promise<void> {
  for (;;) {
    try {
      judge(await connectedRole(env().DATABASE_URL));
      return;
    } catch (error) {
      const sentence = error instanceof NoWalls ? error.message : refusalOf(error);
      if (sentence !== null) {
        process.stderr.write(`${sentence}\n`);
        process.exit(1);
      }
      const { name, code } = told.parse(error);
      log.warn({ error: name, code }, 'the database cannot be reached: waiting for it');
      await wait(RETRY_MS);
    }
  }
}

/** What the log says of a failure; its message may have the address. */
const told = z.object({ name: z.string(), code: z.string().optional() }).catch({ name: 'unknown' });

const roleSchema = z.object({
  name: z.string(),
  superuser: z.boolean(),
  bypasses: z.boolean(),
  /** null: there is no queue yet */
  ownsQueue: z.boolean().nullable(),
});
type Role = z.output<typeof roleSchema>;

function judge({ name, superuser, bypasses, ownsQueue }: Role): void {
  if (superuser || bypasses)
    throw new NoWalls(
      `The database role ${name} ${superuser ? 'is a superuser' : 'has BYPASSRLS'}: no wall between shops would hold. ` +
        'Connect as a role that has neither and owns the database. See README.md, "The database role".',
    );
  if (ownsQueue === null) throw new NoWalls('The database has no queue yet. Run: npm run migrate');
  if (!ownsQueue)
    throw new NoWalls(
      `The database role ${name} does not own the schema graphile_worker, whose rows only its owner sees. ` +
        'Run npm run migrate as the role that the app connects as. See README.md, "The database role".',
    );
}

async function connectedRole(url: string): Promise<Role> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(`
      select current_user as name, bool_or(rolsuper) as superuser, bool_or(rolbypassrls) as bypasses,
        (select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = 'graphile_worker') as "ownsQueue"
      from pg_roles where rolname in (current_user, session_user)`);
    return roleSchema.parse(rows[0]);
  } finally {
    await client.end().catch(() => undefined);
  }
}
