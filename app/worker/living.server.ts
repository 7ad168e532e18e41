import { z } from 'zod';
import pg from 'pg';
import { env } from '../env.server';
import { log } from '../log.server';
import { freeCutOff } from './cut-off.server';

/**
 * Who lives: each worker holds an advisory lock on its own name as long as its process runs. A job
 * that is locked by a name nobody holds belongs to a worker that was killed, and goes back into the
 * queue (the queue itself would wait four hours). So does one that is locked by a name of ours and
 * that nobody here does: the connection broke on which it was fetched, or on which its end was told.
 */
const SWEEP_MS = 1_000;
/** a worker takes its name's lock a moment after it is made */
const GRACE = '2 seconds';
/** a host that is cut off says no goodbye: PostgreSQL asks after ten seconds of silence, and thrice */
const KEEPALIVE =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';

export interface Living {
  /** Holds the name from now on. */
  hold(workerId: string): void;
  stop(): Promise<void>;
}

/** @param doing ids of the jobs that this process does now */
export async function keepLiving(doing: ReadonlySet<string>): Promise<Living> {
  const names = new Set<string>();
  let stopped = false;
  // the driver wants one statement at a time
  let turn: Promise<void> = Promise.resolve();
  let client = await connected(names, () => void reconnect());

  function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn.then(work).catch((error: unknown) => {
      const name = error instanceof Error ? error.name : 'unknown';
      log.warn({ error: name }, 'the names of living workers could not be read or held');
    });
    return turn;
  }

  async function reconnect(): Promise<void> {
    if (stopped) return;
    try {
      client = await connected(names, () => void reconnect());
    } catch {
      setTimeout(() => void reconnect(), 1_000).unref();
    }
  }

  let idle: ReadonlySet<string> = new Set();
  const look = async (): Promise<void> => {
    await sweep(client, names);
    idle = await freeIdle(client, names, doing, idle);
  };
  const sweeper = setInterval(() => void inTurn(look), SWEEP_MS);
  await inTurn(look);
  return {
    hold(workerId) {
      names.add(workerId);
      void inTurn(() => holdName(client, workerId));
    },
    async stop() {
      stopped = true;
      clearInterval(sweeper);
      await turn;
      await client.end();
    },
  };
}

async function connected(names: ReadonlySet<string>, lost: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  client.once('error', lost);
  client.on('error', () => undefined);
  await client.connect();
  await client.query(KEEPALIVE);
  for (const name of names) await holdName(client, name);
  return client;
}

async function holdName(client: pg.Client, name: string): Promise<void> {
  await client.query(`select pg_advisory_lock(hashtext('worker'), hashtext($1))`, [name]);
}

const owners = z.array(z.object({ name: z.string() }));

async function sweep(client: pg.Client, names: ReadonlySet<string>): Promise<void> {
  const { rows } = await client.query(
    `select distinct locked_by as name from graphile_worker.jobs
     where locked_at < now() - interval '${GRACE}' and locked_by is not null`,
  );
  for (const { name } of owners.parse(rows)) {
    if (names.has(name)) continue;
    const { rows: taken } = await client.query(
      `select pg_try_advisory_lock(hashtext('worker'), hashtext($1)) as free`,
      [name],
    );
    const [lock] = z.array(z.object({ free: z.boolean() })).parse(taken);
    if (!lock?.free) continue;
    // the name is ours meanwhile: no two workers free the same jobs
    await freeCutOff(client, [name]).finally(() =>
      client.query(`select pg_advisory_unlock(hashtext('worker'), hashtext($1))`, [name]),
    );
    log.warn({ worker: name }, 'jobs of a dead worker are free again');
  }
}

const jobs = z.array(z.object({ id: z.string() }));

/**
 * Frees the jobs locked by our names that nobody here does. What was so at the look before, too, stays
 * so: between two statements a job may be fetched and not begun, or done and not gone.
 * @param before what was so at the look before
 * @returns what is so now
 */
async function freeIdle(
  client: pg.Client,
  names: ReadonlySet<string>,
  doing: ReadonlySet<string>,
  before: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query(
    'select id::text from graphile_worker.jobs where locked_by = any($1)',
    [[...names]],
  );
  const idle = jobs.parse(rows).map(({ id }) => id);
  const now = new Set(idle.filter((id) => !doing.has(id)));
  const free = [...now].filter((id) => before.has(id));
  if (free.length > 0) {
    await freeCutOff(client, [...names], free);
    log.warn({ jobs: free.length }, 'jobs that a broken connection left locked are free again');
  }
  return now;
}
