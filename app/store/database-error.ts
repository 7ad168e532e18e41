import pg from 'pg';

/**
 * Whether PostgreSQL met one key twice: among the rows that are there (unique_violation), or in one
 * statement (cardinality_violation). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export const isRepeatedKey = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '23505' || error.code === '21000');
