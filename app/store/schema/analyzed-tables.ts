/** Tables that are filled and read within a moment, before autovacuum sees them: the app analyzes them itself. */
export const ANALYZED = ['purchases', 'customer_summaries'] as const;

const names = ANALYZED.map((name) => `public.${name}`).join(', ');

/**
 * The app may ANALYZE no table of another owner: PostgreSQL 17 and later know a right for it (MAINTAIN),
 * 16 does not. There the owner makes this function, which works with its rights on these tables alone,
 * whatever schemas and temporary tables its caller has.
 */
export const ANALYZE_FUNCTION = {
  make: `
    create or replace function public.analyze_book() returns void
    language sql security definer set search_path = pg_catalog, pg_temp as 'analyze ${names}'`,
  drop: 'drop function public.analyze_book()',
  isThere: `to_regprocedure('public.analyze_book()') is not null`,
  call: 'select public.analyze_book()',
} as const;

export const ANALYZE = `analyze ${names}`;
