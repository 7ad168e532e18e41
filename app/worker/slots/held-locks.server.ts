import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { env } from '../../env.server';
import { log } from '../../log.server';
import { isLostConnection } from './lost-connection';

/**
 * The locks of a worker's process, as advisory locks of one session: its names, by which other workers see
 * that it is alive, and the lanes of its running jobs. PostgreSQL releases them with the connection, so a
 * killed process leaves nothing to clean up.
 */
export interface HeldLocks {
  /** Locks a worker's name until the process ends. */
  holdName(name: string): void;
  /** Locks a lane (`snapshot:17`) for a job; false where another process holds it. */
  takeLane(lane: string): Promise<boolean>;
  /** Releases a lane. */
  releaseLane(lane: string): void;
  stop(): Promise<void>;
}

/** a host whose network is cut closes no connection: PostgreSQL probes after 10 s of silence, 3 times, 5 s apart */
const KEEPALIVE =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';
const RETRY_MS = 1_000;

/** Opens the connection that holds the locks; after a break a new connection takes them again. */
export async function openHeldLocks(): Promise<HeldLocks> {
  const names = new Set<string>();
  const lanes = new Set<string>();
  let stopped = false;
  let client = connectAndLock(names, lanes, lost);
  // the driver runs one statement at a time
  let last: Promise<unknown> = client;
  await client;

  function lost(): void {
    if (!stopped) client = reconnect();
  }

  async function reconnect(): Promise<pg.Client> {
    for (;;) {
      try {
        return await connectAndLock(names, lanes, lost);
      } catch (error) {
        if (stopped) throw error;
        log.warn({ error: nameOf(error) }, 'the locks of this worker are not held: reconnecting');
        await wait(RETRY_MS);
      }
    }
  }

  /** Runs statements one after the other; one that met a lost connection runs again on the next connection. */
  function serially<T>(work: (of: pg.Client) => Promise<T>): Promise<T> {
    const mine = last.then(async () => {
      for (;;) {
        try {
          return await work(await client);
        } catch (error) {
          if (stopped || !isLostConnection(error)) throw error;
          // the driver reports the loss a moment later
          await wait(RETRY_MS / 10);
        }
      }
    });
    last = mine.catch(() => undefined);
    return mine;
  }

  const logFailure = (error: unknown) =>
    log.warn({ error: nameOf(error) }, 'a lock of this worker could not be changed');
  return {
    holdName(name) {
      names.add(name);
      serially((of) => lockName(of, name)).catch(logFailure);
    },
    async takeLane(lane) {
      const taken = await serially((of) => tryLane(of, lane));
      if (taken) lanes.add(lane);
      return taken;
    },
    releaseLane(lane) {
      lanes.delete(lane);
      serially((of) => of.query(`select pg_advisory_unlock(hashtext($1), $2)`, keyOf(lane))).catch(
        logFailure,
      );
    },
    async stop() {
      await last;
      stopped = true;
      await client.then((of) => of.end()).catch(logFailure);
    },
  };
}

/**
 * Opens a connection and takes all locks, or closes it: a connection that broke half-way would keep lanes
 * that are never released.
 * @param lost called when the connection breaks later
 */
async function connectAndLock(
  names: ReadonlySet<string>,
  lanes: ReadonlySet<string>,
  lost: () => void,
): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  const broken: Error[] = [];
  client.on('error', (error) => broken.push(error));
  try {
    await client.connect();
    await client.query(KEEPALIVE);
    for (const name of names) await lockName(client, name);
    for (const lane of lanes)
      if (!(await tryLane(client, lane)))
        // as after an interruption: a step that runs twice ends with the same rows (decision 81)
        log.warn({ lane }, 'a lane was taken by another worker while the connection was lost');
    if (broken[0] !== undefined) throw broken[0];
  } catch (error) {
    void client.end().catch(() => undefined);
    throw error;
  }
  client.once('error', lost);
  return client;
}

async function lockName(client: pg.Client, name: string): Promise<void> {
  await client.query(`select pg_advisory_lock(hashtext('worker'), hashtext($1))`, [name]);
}

const lock = z.tuple([z.object({ taken: z.boolean() })]);

async function tryLane(client: pg.Client, lane: string): Promise<boolean> {
  const { rows } = await client.query(
    `select pg_try_advisory_lock(hashtext($1), $2) as taken`,
    keyOf(lane),
  );
  return lock.parse(rows)[0].taken;
}

/** The two keys of a lane's advisory lock: different for two lanes of a shop and for one lane of two shops. */
function keyOf(lane: string): [lane: string, shop: number] {
  const [name, shop] = lane.split(':');
  return [`omega.lane.${name ?? ''}`, Number(shop)];
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
