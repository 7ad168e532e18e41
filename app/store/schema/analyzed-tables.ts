/** Tables whose statistics the app needs before autovacuum looks at them: it analyzes them itself. */
export interface Analyzed {
  tables: readonly string[];
  statement: string;
  /**
   * The app may not ANALYZE tables of another owner: PostgreSQL 17 and later have a right for it (MAINTAIN),
   * 16 has none. There the owner makes this function. It runs with the owner's rights on these tables alone,
   * whatever schemas and temporary tables its caller has.
   */
  byOwner: { make: string; drop: string; isThere: string; call: string };
}

function analyzed(name: string, tables: readonly string[]): Analyzed {
  const statement = `analyze ${tables.map((table) => `public.${table}`).join(', ')}`;
  return {
    tables,
    statement,
    byOwner: {
      make: `
        create or replace function public.${name}() returns void
        language sql security definer set search_path = pg_catalog, pg_temp as '${statement}'`,
      drop: `drop function public.${name}()`,
      isThere: `to_regprocedure('public.${name}()') is not null`,
      call: `select public.${name}()`,
    },
  };
}

/** Filled and read at once. */
export const BOOK = analyzed('analyze_book', ['purchases', 'customer_summaries']);

/** Read right after an import has filled them. */
export const ORDERS = analyzed('analyze_orders', ['orders']);

export const ANALYZED: readonly Analyzed[] = [BOOK, ORDERS];
