import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { env } from '../../env.server';
import { log } from '../../log.server';
import { isLostConnection } from './lost-connection';

/**
 * What a worker holds while its process runs, as advisory locks of one session: its names, by which
 * others see that it lives, and the lanes of the jobs it does. PostgreSQL drops them with the
 * connection, so that nothing is left to clean up after a process that was killed.
 */
export interface HeldLocks {
  /** Holds a worker's name from now on. */
  holdName(name: string): void;
  /** Takes a lane (`snapshot:17`) for a job; false where another process has it. */
  takeLane(lane: string): Promise<boolean>;
  /** Gives a lane back that was taken. */
  releaseLane(lane: string): void;
  stop(): Promise<void>;
}

/** a host that is cut off says no goodbye: PostgreSQL asks after ten seconds of silence, and thrice */
const KEEPALIVE =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';
const RETRY_MS = 1_000;

/** Opens the connection that holds them; where it breaks, another one takes what was held. */
export async function openHeldLocks(): Promise<HeldLocks> {
  const names = new Set<string>();
  const lanes = new Set<string>();
  let stopped = false;
  let client = connected(names, lanes, lost);
  // the driver wants one statement at a time
  let turn: Promise<unknown> = client;
  await client;

  function lost(): void {
    if (!stopped) client = reconnected();
  }

  async function reconnected(): Promise<pg.Client> {
    for (;;) {
      try {
        return await connected(names, lanes, lost);
      } catch (error) {
        if (stopped) throw error;
        log.warn({ error: nameOf(error) }, 'the locks of this worker are not held: trying again');
        await wait(RETRY_MS);
      }
    }
  }

  /** One statement after the other; one that met a lost connection is made again on the next one. */
  function inTurn<T>(work: (of: pg.Client) => Promise<T>): Promise<T> {
    const mine = turn.then(async () => {
      for (;;) {
        try {
          return await work(await client);
        } catch (error) {
          if (stopped || !isLostConnection(error)) throw error;
          // the driver tells of the loss in a moment
          await wait(RETRY_MS / 10);
        }
      }
    });
    turn = mine.catch(() => undefined);
    return mine;
  }

  const logged = (error: unknown) =>
    log.warn({ error: nameOf(error) }, 'a lock of this worker could not be changed');
  return {
    holdName(name) {
      names.add(name);
      inTurn((of) => lockName(of, name)).catch(logged);
    },
    async takeLane(lane) {
      const taken = await inTurn((of) => tryLane(of, lane));
      if (taken) lanes.add(lane);
      return taken;
    },
    releaseLane(lane) {
      lanes.delete(lane);
      inTurn((of) => of.query(`select pg_advisory_unlock(hashtext($1), $2)`, keyOf(lane))).catch(
        logged,
      );
    },
    async stop() {
      await turn;
      stopped = true;
      await client.then((of) => of.end()).catch(logged);
    },
  };
}

/**
 * A connection that holds all of it, or none: what is left of one that broke before it did would keep
 * lanes that nobody gives back.
 * @param lost called when it breaks later
 */
async function connected(
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
        // as after a cut-off: a step that runs twice ends with the same rows (decision 81)
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

/** Two lanes of a shop, and one lane of two shops, are never the same lock. */
function keyOf(lane: string): [lane: string, shop: number] {
  const [name, shop] = lane.split(':');
  return [`omega.lane.${name ?? ''}`, Number(shop)];
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
