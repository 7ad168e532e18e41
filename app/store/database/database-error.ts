import pg from 'pg';

/**
 * Whether PostgreSQL met one key twice: in the stored rows (unique_violation), or in one statement
 * (cardinality_violation). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export const isRepeatedKey = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '23505' || error.code === '21000');

/**
 * Whether PostgreSQL refused a value: class 22 (data_exception) and 23502, 23514 (a null, a failed
 * check). Every retry with the same row fails, too.
 */
export const isRefusedValue = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  (error.code?.startsWith('22') === true || error.code === '23502' || error.code === '23514');
