import { z } from 'zod';
import { empty, raw, sql, type Sql } from '../../store/db.server';
import { expectedDay, paces } from './expected';
import type { Ruler } from './ruler';

/** What a list can be sorted by. */
export const SORT_KEYS = ['revenue', 'n', 'last', 'first', 'expected', 'score', 'margin'] as const;
type SortKey = (typeof SORT_KEYS)[number];

export interface Sort {
  by: SortKey;
  descending: boolean;
}

const COLUMNS = {
  revenue: ['revenue_order', 'float8'],
  n: ['purchases', 'int'],
  last: ['last_day', 'date'],
  first: ['first_day', 'date'],
  score: ['score', 'smallint'],
  margin: ['margin_order', 'float8'],
} as const satisfies Partial<Record<SortKey, [string, string]>>;

/** Keys that some customers lack: they stand last in either direction. */
const LACKING: readonly SortKey[] = ['expected', 'score', 'margin'];

/** The key of a row `person`: its value, its type, and how it is read into a cursor. */
export function sortKey({ by }: Sort, ruler: Ruler): { value: Sql; type: Sql; read: Sql } {
  if (by === 'expected') {
    const value = expectedDay(ruler);
    return { value, type: raw('date'), read: sql`${value}::text` };
  }
  const [column, type] = COLUMNS[by];
  const value = raw(`person.${column}`);
  return { value, type: raw(type), read: type === 'date' ? sql`${value}::text` : value };
}

/** The place of a row in a list: its key and its customer. */
export interface Cursor {
  key: string | number | null;
  id: string;
}

/** A cursor as a part of an address. */
export const writeCursor = ({ key, id }: Cursor): string => `${key ?? ''}~${id}`;

/** @returns null where the text is no cursor of that sort: the list then begins anew */
export function readCursor({ by }: Sort, text: string): Cursor | null {
  const [, written, id] = /^([^~]*)~(\d{1,18})$/.exec(text) ?? [];
  if (written === undefined || id === undefined) return null;
  if (written === '') return LACKING.includes(by) ? { key: null, id } : null;
  if (by === 'last' || by === 'first' || by === 'expected')
    return isDay(written) ? { key: written, id } : null;
  const key = Number(written);
  const fits =
    by === 'revenue' || by === 'margin'
      ? Number.isFinite(key)
      : Number.isInteger(key) && Math.abs(key) <= MOST[by];
  return fits ? { key, id } : null;
}

/** More than a customer can have, in numbers that the columns take. */
const MOST = { n: 2_147_483_647, score: 32_767 };
/** PostgreSQL has no year 0. */
const isDay = (text: string) => z.iso.date().safeParse(text).success && !text.startsWith('0000');

/** Rows in one order: the groups that are read by themselves, each in its order, and the order of them all. */
interface Part {
  groups: { among: Sql; order: Sql }[];
  order: Sql;
}

/**
 * The parts of a list that stand before or after a cursor, in the order in which they are read: customers with the key, and
 * those who lack it. Customers of one key are sorted by their id in the same direction, as an index has them.
 * @param backwards read the rows before the cursor, the nearest first
 */
export function partsOf(
  sort: Sort,
  ruler: Ruler,
  cursor: Cursor | null,
  backwards: boolean,
): Part[] {
  const down = sort.descending !== backwards;
  const direction = raw(down ? 'desc' : 'asc');
  const beyond = raw(down ? '<' : '>');
  const { value, type } = sortKey(sort, ruler);
  const order = (key: Sql) => sql`${key} ${direction}, person.customer_id ${direction}`;
  const after = (key: Sql, move: number): Sql => {
    if (cursor?.key == null) return empty;
    const bound =
      move === 0 ? sql`${cursor.key}::${type}` : sql`(${cursor.key}::${type} - ${move}::int)`;
    return sql`and (${key}, person.customer_id) ${beyond} (${bound}, ${cursor.id}::bigint)`;
  };
  const keyed: Part = {
    groups:
      sort.by === 'expected'
        ? [
            {
              among: sql`person.own_expected is not null ${after(raw('person.own_expected'), 0)}`,
              order: order(raw('person.own_expected')),
            },
            // the day follows the last purchase by the group's gap
            ...paces(ruler).map(({ of, days }) => ({
              among: sql`${of} ${after(raw('person.last_day'), days)}`,
              order: order(raw('person.last_day')),
            })),
          ]
        : [{ among: sql`${value} is not null ${after(value, 0)}`, order: order(value) }],
    order: order(value),
  };
  if (!LACKING.includes(sort.by)) return [keyed];
  const byId = sql`person.customer_id ${direction}`;
  const afterId =
    cursor !== null && cursor.key === null
      ? sql`and person.customer_id ${beyond} ${cursor.id}::bigint`
      : empty;
  const lacking: Part = {
    groups: [{ among: sql`${value} is null ${afterId}`, order: byId }],
    order: byId,
  };
  const inLacking = cursor !== null && cursor.key === null;
  if (backwards) return inLacking ? [lacking, keyed] : [keyed];
  return inLacking ? [lacking] : [keyed, lacking];
}
