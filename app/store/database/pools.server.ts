import pg from 'pg';
import { env } from '../../env.server';
import { log } from '../../log.server';
import { Busy, isBusy } from './busy';
import { ShopShares } from './shop-share';
import { KINDS, kindOfWork, PATIENCE, workingAs, type Kind } from './work';

/** Connections that stay open: a new one first loads functions and plans, and the first buyers would wait. */
const LEAST: Record<Kind, number> = { buyer: 2, webhook: 2, page: 1, job: 2 };

function poolFor(kind: Kind, most: number): pg.Pool {
  const { connectionMs, statementMs, lockMs, idleMs } = PATIENCE[kind];
  // set on the open connection: a pooler refuses startup parameters that it does not know
  const patience =
    `set statement_timeout = ${statementMs}; set lock_timeout = ${lockMs}; ` +
    `set idle_in_transaction_session_timeout = ${idleMs}`;
  const made = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: most,
    min: Math.min(LEAST[kind], most),
    // the network between may drop an idle connection
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    connectionTimeoutMillis: connectionMs,
    onConnect: async (client) => void (await client.query(patience)),
  });
  made.on('error', (error) => log.error({ code: error.name }, 'an idle database connection broke'));
  // A break in use fails the query, too. Without a listener it would end the process.
  made.on('connect', (client) =>
    client.on('error', (error) => log.error({ code: error.name }, 'a database connection broke')),
  );
  return made;
}

const most: Record<Kind, number> = {
  buyer: env().BUYER_CONNECTIONS,
  webhook: env().WEBHOOK_CONNECTIONS,
  page: env().PAGE_CONNECTIONS,
  job: env().JOB_CONNECTIONS,
};

/** Pools open connections on demand: a worker opens none for buyers, a web process none for jobs. */
export const pools: Readonly<Record<Kind, pg.Pool>> = {
  buyer: poolFor('buyer', most.buyer),
  webhook: poolFor('webhook', most.webhook),
  page: poolFor('page', most.page),
  job: poolFor('job', most.job),
};

/** The connections of the current kind of work. */
export const currentPool = (): pg.Pool => pools[kindOfWork()];

/** Connections that stay free beside a second one for the same work: other pages come meanwhile. */
const LEFT_FREE = 2;

/** Whether the current kind of work has a second connection to spare. */
export function hasSpareConnection(): boolean {
  const { totalCount, idleCount, waitingCount, options } = currentPool();
  return waitingCount === 0 && options.max - totalCount + idleCount > LEFT_FREE;
}

/** Half: even with the smallest number, two, a locked shop leaves one connection free. */
const SHARE = 0.5;
const shares = new Map<Kind, ShopShares>(
  KINDS.filter((kind) => kind !== 'job').map((kind) => [
    kind,
    new ShopShares(kind, Math.max(1, Math.floor(most[kind] * SHARE))),
  ]),
);

/**
 * Runs `work`, which takes a connection, within the shop's share. Jobs have no share: the catalog limits
 * those of a shop (`queue/catalog`), and one may need several connections.
 * @param shop its domain or id
 * @throws Busy
 */
export async function withinShare<T>(shop: string | number, work: () => Promise<T>): Promise<T> {
  const own = shares.get(kindOfWork());
  return await (own === undefined ? work() : own.take(String(shop), work));
}

/**
 * Runs the work of a request to a shop's door on the kind's connections, within the shop's share.
 * @param shop its domain
 * @throws Busy where it would take too long. Nothing was done.
 */
export async function atDoor<T>(kind: Kind, shop: string, work: () => Promise<T>): Promise<T> {
  try {
    return await workingAs(kind, () => withinShare(shop, work));
  } catch (error) {
    if (isBusy(error)) throw new Busy('the database is busy', { cause: error });
    throw error;
  }
}

const HEALTH_MS = 3_000;

/** A connection for health checks alone: a process whose connections are all busy is healthy. */
const health = new pg.Pool({
  connectionString: env().DATABASE_URL,
  max: 1,
  idleTimeoutMillis: 0,
  connectionTimeoutMillis: HEALTH_MS,
  query_timeout: HEALTH_MS,
});
health.on('error', () => undefined);
health.on('connect', (client) => client.on('error', () => undefined));

let asked: Promise<void> | undefined;

/**
 * Checks that the database responds. Concurrent calls share one check.
 * @throws where it does not respond within three seconds
 */
export async function askDatabase(): Promise<void> {
  asked ??= health
    .query('select 1')
    .then(() => undefined)
    .finally(() => (asked = undefined));
  await asked;
}

/** Counts this process's busy and idle connections, and the calls that wait for one. */
export function connectionsOf(): Record<'busy' | 'idle' | 'waiting', number> {
  const all = Object.values(pools);
  const sum = (of: (one: pg.Pool) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    busy: sum(({ totalCount, idleCount }) => totalCount - idleCount),
    idle: sum(({ idleCount }) => idleCount),
    waiting: sum(({ waitingCount }) => waitingCount),
  };
}

/** Ends every connection of this process. */
export async function endPools(): Promise<void> {
  await Promise.all(
    [...Object.values(pools), health].filter(({ ending }) => !ending).map((one) => one.end()),
  );
}
