/** Waits for a lock in this database alone: the copies of one template have the same ids for their tables. */
const WAITING = `select 1 from pg_locks where not granted
  and database = (select oid from pg_database where datname = current_database())`;

/** A row for each connection that waits for a lock on that table. */
export const awaited = (table: string): string => `${WAITING} and relation = '${table}'::regclass`;

/** A row for each connection that waits for an advisory lock. */
export const AWAITED_BY_NAME = `${WAITING} and locktype = 'advisory'`;
