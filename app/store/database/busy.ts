import pg from 'pg';

/** The shop's share of connections is in use, or none became free. Nothing was done. */
export class Busy extends Error {
  override name = 'Busy';
}

/**
 * lock_not_available (lock_timeout), deadlock_detected, query_canceled (statement_timeout), too_many_connections
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const GIVEN_UP = new Set(['55P03', '40P01', '57014', '53300']);
/** pg-pool's error has a message and no code. */
const NO_CONNECTION = 'timeout exceeded when trying to connect';

/** Whether work was given up because it took too long. A retry may succeed. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Busy ||
  (error instanceof pg.DatabaseError && GIVEN_UP.has(error.code ?? '')) ||
  (error instanceof Error && error.message === NO_CONNECTION);
