import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { env } from '../env.server';
import { log } from '../log.server';

/** The process must not run as this role; the message says why, and the way out. */
export class WrongRole extends Error {
  override name = 'WrongRole';
}

const roleSchema = z.object({
  name: z.string(),
  superuser: z.boolean(),
  bypasses: z.boolean(),
  /** null: there is no queue yet */
  ownsQueue: z.boolean().nullable(),
});

const RETRY_MS = 1_000;

/** Ends the process with a sentence where the walls between shops would not hold for it. */
export async function refuseWithoutWalls(): Promise<void> {
  try {
    await requireWalls(env().DATABASE_URL, (error) => {
      log.warn({ error }, 'the database cannot be reached; waiting for it');
    });
  } catch (error) {
    if (!(error instanceof WrongRole)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * Whether this process may work on the database: the walls between shops are PostgreSQL's row level
 * security, which does not hold for a superuser nor for a role with BYPASSRLS. The queue's tables let
 * only their owner see rows. Waits for a database that cannot be reached.
 * @param away hears the error's name at every try that failed
 * @throws WrongRole
 */
export async function requireWalls(url: string, away: (error: string) => void): Promise<void> {
  for (;;) {
    const role = await roleOf(url).catch((error: unknown) => {
      const refused = refusal(error);
      if (refused !== null) throw new WrongRole(refused);
      away(error instanceof Error ? error.name : 'unknown');
      return null;
    });
    if (role !== null) return judge(role);
    await wait(RETRY_MS);
  }
}

function judge({ name, superuser, bypasses, ownsQueue }: z.output<typeof roleSchema>): void {
  if (superuser || bypasses)
    throw new WrongRole(
      `The database role ${name} ${superuser ? 'is a superuser' : 'has BYPASSRLS'}: no wall between shops would hold for it. ` +
        'Connect as a role without SUPERUSER and BYPASSRLS that owns the database. See README.md, "The database role".',
    );
  if (ownsQueue === null)
    throw new WrongRole('The database has no queue yet. Run: npm run migrate');
  if (!ownsQueue)
    throw new WrongRole(
      `The database role ${name} does not own the schema graphile_worker, whose rows only its owner sees. ` +
        'Run npm run migrate as the role that the app connects as. See README.md, "The database role".',
    );
}

async function roleOf(url: string): Promise<z.output<typeof roleSchema>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(`
      select current_user as name, bool_or(rolsuper) as superuser, bool_or(rolbypassrls) as bypasses,
        (select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = 'graphile_worker') as "ownsQueue"
      from pg_roles where rolname in (current_user, session_user)`);
    const [role] = z.array(roleSchema).parse(rows);
    if (role === undefined) throw new Error('the connection has no role');
    return role;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What waiting does not mend: PostgreSQL answers and lets nobody in (SQLSTATE classes 28 and 3D). */
function refusal(error: unknown): string | null {
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
  if (code.startsWith('28')) return 'PostgreSQL refuses the user or the password of DATABASE_URL.';
  if (code.startsWith('3D')) return 'PostgreSQL has no database of the name in DATABASE_URL.';
  return null;
}
