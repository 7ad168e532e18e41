import { join, raw, sql, type Sql } from '../../store/db.server';

/** Both ends included; null: open. */
export interface Range<T> {
  from: T | null;
  to: T | null;
}

const MOST = 2_147_483_647;
const clamped = (value: number) => Math.min(MOST, Math.max(-MOST, value));

function between(column: Sql, type: Sql, { from, to }: Range<string | number>): Sql {
  const ends = [
    ...(from === null ? [] : [sql`${column} >= ${from}::${type}`]),
    ...(to === null ? [] : [sql`${column} <= ${to}::${type}`]),
  ];
  return ends.length === 0 ? sql`${column} is not null` : sql`(${join(ends, ' and ')})`;
}

/** Whole numbers in a range, by a condition that an index on the column serves. */
export const wholeIn = (column: Sql, { from, to }: Range<number>): Sql =>
  between(column, raw('int'), {
    from: from === null ? null : clamped(Math.ceil(from)),
    to: to === null ? null : clamped(Math.floor(to)),
  });

/** Fractions and money in a range. */
export const realIn = (column: Sql, range: Range<number>): Sql =>
  between(column, raw('float8'), range);

/** PostgreSQL has no year 0. */
const dayValue = (day: string | null) => (day?.startsWith('0000') ? '-infinity' : day);

/** Days in a range. */
export const dayIn = (column: Sql, { from, to }: Range<string>): Sql =>
  between(column, raw('date'), { from: dayValue(from), to: dayValue(to) });

/** Longer than any list looks back. */
const MOST_DAYS = 1_000_000;
const days = (value: number) => Math.min(MOST_DAYS, Math.max(-MOST_DAYS, value));

/** Days that lie a number of days before D, in a range of such numbers. */
export function agoIn(column: Sql, asOf: string, { from, to }: Range<number>): Sql {
  const before = (ago: number) => sql`(${asOf}::date - ${days(ago)}::int)`;
  const ends = [
    ...(from === null ? [] : [sql`${column} <= ${before(Math.ceil(from))}`]),
    ...(to === null ? [] : [sql`${column} >= ${before(Math.floor(to))}`]),
  ];
  return ends.length === 0 ? sql`${column} is not null` : sql`(${join(ends, ' and ')})`;
}
