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

/** Where a page begins, and in which direction its rows are read from there. */
interface Walk {
  sort: Sort;
  ruler: Ruler;
  cursor: Cursor | null;
  /** the rows before the cursor, the nearest first */
  backwards: boolean;
}

/**
 * The parts of a list that stand before or after a cursor, in the order in which they are read. Customers with the key come
 * first, those who lack it last; customers of one key are sorted by their id in the same direction, as an index has them.
 * @param everybody the list has no condition
 */
export function partsOf(walk: Walk, everybody: boolean): Part[] {
  return everybody ? indexedParts(walk) : [sweptPart(walk)];
}

/** Everybody, from indexes: each group of customers lies in one in the order of the key. */
function indexedParts({ sort, ruler, cursor, backwards }: Walk): Part[] {
  const { value } = sortKey(sort, ruler);
  const { order, byId, after, afterId } = stepsOf({ sort, ruler, cursor, backwards }, empty);
  const group = (among: Sql, key: Sql, shift = 0) => ({
    among: sql`${among} and ${after(key, shift)}`,
    order: order(key),
  });
  const groups =
    sort.by === 'expected'
      ? [
          group(sql`person.own_expected is not null`, raw('person.own_expected')),
          // the day follows the last purchase by the group's gap
          ...paces(ruler).map(({ of, days }) => group(of, raw('person.last_day'), days)),
        ]
      : [group(sql`${value} is not null`, value)];
  const keyed = { groups, order: order(value) };
  if (!LACKING.includes(sort.by)) return [keyed];
  const lacking = {
    groups: [{ among: sql`${value} is null and ${afterId}`, order: byId }],
    order: byId,
  };
  const inLacking = isLacking(cursor);
  if (backwards) return inLacking ? [lacking, keyed] : [keyed];
  return inLacking ? [lacking] : [keyed, lacking];
}

/**
 * Some customers, in one sweep over all. No index has the order of a sum: among conditions PostgreSQL would take an index in
 * the order of the key, and at worst read every row by itself.
 */
function sweptPart(walk: Walk): Part {
  const { sort, ruler, cursor, backwards } = walk;
  const { value } = sortKey(sort, ruler);
  const { order: keyed, after, afterId } = stepsOf(walk, sql`+ 0`);
  const lacks = sql`(${value} is null)`;
  const order = LACKING.includes(sort.by)
    ? sql`${lacks} ${raw(backwards ? 'desc' : 'asc')}, ${keyed(value)}`
    : keyed(value);
  if (cursor === null) return { groups: [{ among: sql`true`, order }], order };
  const among = isLacking(cursor)
    ? sql`(${lacks} and ${afterId} ${backwards ? sql`or not ${lacks}` : empty})`
    : sql`(${after(value, 0)} ${backwards ? empty : sql`or ${lacks}`})`;
  return { groups: [{ among, order }], order };
}

const isLacking = (cursor: Cursor | null): boolean => cursor !== null && cursor.key === null;

/** The steps from a cursor on. @param unindexed follows what is sorted by */
function stepsOf({ sort, ruler, cursor, backwards }: Walk, unindexed: Sql) {
  const down = sort.descending !== backwards;
  const direction = raw(down ? 'desc' : 'asc');
  const beyond = raw(down ? '<' : '>');
  const { type } = sortKey(sort, ruler);
  const byId = sql`person.customer_id ${unindexed} ${direction}`;
  return {
    byId,
    order: (key: Sql) => sql`${key} ${unindexed} ${direction}, ${byId}`,
    /** @param shift days by which the key stands before what the cursor has */
    after: (key: Sql, shift: number): Sql => {
      if (cursor?.key == null) return sql`true`;
      const own = sql`${cursor.key}::${type}`;
      const bound = shift === 0 ? own : sql`(${own} - ${shift}::int)`;
      return sql`(${key}, person.customer_id) ${beyond} (${bound}, ${cursor.id}::bigint)`;
    },
    afterId:
      cursor?.key === null ? sql`person.customer_id ${beyond} ${cursor.id}::bigint` : sql`true`,
  };
}
