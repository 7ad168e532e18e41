import { sql, type Sql } from '../../store/db.server';
import { RANKS as RANK_NAMES, type Rank } from '../../terms/people';
import { RANKS } from '../ranks/deciles.sql';
import type { Ruler } from './ruler';

/** Deciles and scores. */
export const TENTH = 10;
export const FIFTH = 5;

interface Places {
  from: number;
  to: number;
}

/** Customers of some deciles, by the last customer of each: highest revenue first, ties by id (README.md section 7). */
export function withinDecile({ deciles }: Pick<Ruler, 'deciles'>, { from, to }: Places): Sql {
  if (deciles === null || from > to) return sql`false`;
  const upTo = (decile: number): Sql => {
    const last = deciles[decile - 1];
    if (decile >= TENTH || last === undefined) return sql`true`;
    return sql`(person.revenue_order >= ${last.lastRevenue}::float8 and (person.revenue_order > ${last.lastRevenue}::float8
      or person.customer_id <= ${last.lastCustomerId}::bigint))`;
  };
  return from === 1 ? upTo(to) : sql`(${upTo(to)} and not ${upTo(from - 1)})`;
}

/**
 * Customers of some scores 1 to 5, by the least value that earns each.
 * @param leasts ascending
 */
export function ofScore(
  column: Sql,
  type: Sql,
  leasts: readonly (string | number)[],
  { from, to }: Places,
): Sql {
  const least = leasts[from - 1];
  if (from > to || least === undefined) return sql`false`;
  const above = leasts[to];
  return above === undefined
    ? sql`${column} >= ${least}::${type}`
    : sql`(${column} >= ${least}::${type} and ${column} < ${above}::${type})`;
}

/** A customer's decile, 1 to 10; null under ten customers. */
export function decileOf(
  person: { revenue: number; customerId: string },
  { deciles }: Pick<Ruler, 'deciles'>,
): number | null {
  if (deciles === null) return null;
  const at = deciles.findIndex(
    ({ lastRevenue, lastCustomerId }) =>
      person.revenue > lastRevenue ||
      (person.revenue === lastRevenue && BigInt(person.customerId) <= BigInt(lastCustomerId)),
  );
  return at < 0 ? TENTH : at + 1;
}

/** The rank of a decile. */
export function rankOf(decile: number | null): Rank | null {
  if (decile === null) return null;
  return RANK_NAMES.find((rank) => decile <= RANKS[rank][1]) ?? null;
}
