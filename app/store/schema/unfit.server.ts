import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';

/** The database cannot serve the app; the message says why, and what to do. */
export class Unfit extends Error {
  override name = 'Unfit';
}

/** A database address, and the variable that has it. */
export interface Address {
  url: string;
  variable: 'DATABASE_URL' | 'MIGRATION_DATABASE_URL';
}

const ANSWER_MS = 10_000;

/**
 * Refuses a PostgreSQL that is too old, and a pooler that does not keep sessions.
 * @throws Unfit; the driver's errors where the database cannot be reached
 */
export async function refuseUnfit(address: Address): Promise<void> {
  const [one, other] = [client(address.url), client(address.url)];
  try {
    await one.connect();
    await refuseOldVersion(one);
    await other.connect();
    await refuseLostSessions(one, other, address);
  } finally {
    await Promise.all([one, other].map((each) => each.end().catch(() => undefined)));
  }
}

function client(connectionString: string): pg.Client {
  const made = new pg.Client({
    connectionString,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  });
  made.on('error', () => undefined);
  return made;
}

/** `any_value` and `pg_input_is_valid` came with PostgreSQL 16 (its release notes, E.1.3.3 and E.1.3.6). */
const OLDEST_MAJOR = 16;

const versionSchema = z.object({ number: z.coerce.number(), version: z.string() });

async function refuseOldVersion(one: pg.Client): Promise<void> {
  const { rows } = await one.query(
    `select current_setting('server_version_num') as number, current_setting('server_version') as version`,
  );
  const { number, version } = versionSchema.parse(rows[0]);
  if (Math.floor(number / 10_000) >= OLDEST_MAJOR) return;
  throw new Unfit(
    `Omega needs PostgreSQL ${OLDEST_MAJOR} or newer (18 is what it is tested on); this is PostgreSQL ${version}. ` +
      'Upgrade the server, or connect to a newer one.',
  );
}

const sessionSchema = z.object({ pid: z.number(), mark: z.string().nullable() });

/**
 * A pooler in transaction mode lends a server connection for one transaction. So a session loses its settings
 * once another session takes that connection, or two open sessions share one connection of the server.
 */
async function refuseLostSessions(
  one: pg.Client,
  other: pg.Client,
  { variable }: Address,
): Promise<void> {
  const lost = new Unfit(
    `${variable} leads to a pooler in transaction mode, in which a connection forgets what its session set or locked. ` +
      'Locks of sessions keep two workers from the same work, and LISTEN wakes them. ' +
      'Use a pooler in session mode (PgBouncer: pool_mode = session), or connect to PostgreSQL directly. ' +
      'See docs/operating.md, "PostgreSQL over the network".',
  );
  const mark = randomUUID();
  await one.query(`select set_config('omega.session', '${mark}', false)`);
  const before = await sessionOf(one);
  if (before.mark !== mark) throw lost;
  await other.query('begin').catch((error: unknown) => {
    // PgBouncer in its third mode: "transaction blocks not allowed in statement pooling mode"
    throw error instanceof Error && error.message.includes('statement pooling') ? lost : error;
  });
  if ((await sessionOf(other)).pid === before.pid) throw lost;
  const after = await sessionOf(one);
  if (after.pid !== before.pid || after.mark !== mark) throw lost;
}

async function sessionOf(of: pg.Client): Promise<z.output<typeof sessionSchema>> {
  const { rows } = await of.query(
    `select pg_backend_pid() as pid, current_setting('omega.session', true) as mark`,
  );
  return sessionSchema.parse(rows[0]);
}
