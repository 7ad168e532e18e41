/** Tables that the app fills and reads at once, before autovacuum sees them: it analyzes them itself. */
export const ANALYZED = ['purchases', 'customer_summaries'] as const;

const names = ANALYZED.map((name) => `public.${name}`).join(', ');

/**
 * The app may not ANALYZE tables of another owner: PostgreSQL 17 and later have a right for it (MAINTAIN),
 * 16 has none. There the owner makes this function. It runs with the owner's rights on these tables alone,
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
