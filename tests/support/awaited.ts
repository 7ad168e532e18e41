/** Somebody waits for a lock of this database: the copies of one template have the same ids for their tables. */
const WAITING = `select 1 from pg_locks where not granted
  and database = (select oid from pg_database where datname = current_database())`;

/** A row for everybody who waits for a lock on that table. */
export const awaited = (table: string): string => `${WAITING} and relation = '${table}'::regclass`;

/** A row for everybody who waits for an advisory lock. */
export const AWAITED_BY_NAME = `${WAITING} and locktype = 'advisory'`;
