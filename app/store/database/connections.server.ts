import type pg from 'pg';
import { z } from 'zod';
import { env } from '../../env.server';
import { log } from '../../log.server';

/** The processes that keep connections. */
export type Process = 'web' | 'worker';

/** Web: one for health, three for concurrent token refreshes (`shopify/tokens/offline-token`). */
const WEB_OWN = 1 + 3;
/** Worker: one for health, one for the locks that it holds (`worker/slots/held-locks`). */
const WORKER_OWN = 2;

/** The most connections that a process opens. A worker reads sessions and metrics on page connections. */
function mostOf(process: Process): number {
  const { BUYER_CONNECTIONS, WEBHOOK_CONNECTIONS, PAGE_CONNECTIONS, JOB_CONNECTIONS } = env();
  return process === 'web'
    ? BUYER_CONNECTIONS + WEBHOOK_CONNECTIONS + PAGE_CONNECTIONS + WEB_OWN
    : JOB_CONNECTIONS + PAGE_CONNECTIONS + WORKER_OWN;
}

const limits = z.object({ limit: z.number().int() });

/** Logs the most connections that this process opens, and PostgreSQL's limit for all processes. */
export async function sayConnections(client: pg.Client, process: Process): Promise<void> {
  const { rows } = await client.query(`
    select least(
      current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - current_setting('reserved_connections')::int,
      (select nullif(rolconnlimit, -1) from pg_roles where rolname = session_user),
      (select nullif(datconnlimit, -1) from pg_database where datname = current_database())) as "limit"`);
  const { limit } = limits.parse(rows[0]);
  const most = mostOf(process);
  if (most <= limit)
    log.info({ most, limit }, 'database connections: most of this process, limit of all processes');
  else
    log.warn(
      { most, limit },
      'PostgreSQL takes fewer connections than this process may open: raise max_connections or the limit ' +
        'of the role or the database, or lower BUYER_, WEBHOOK_, PAGE_ and JOB_CONNECTIONS',
    );
}
