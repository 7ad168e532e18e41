import { badRequest } from '../graphql/errors';
import type { Condition } from '../graphql/search-query';
import type { Store } from './store';

/** The arguments of a connection. */
export interface Window {
  first?: number | undefined;
  last?: number | undefined;
  after?: string | undefined;
  before?: string | undefined;
  reverse?: boolean | undefined;
}

type Key = readonly [value: string | number, id: number];

export interface Item<T> {
  /** the cursor's key; its text is made on demand */
  key: Key;
  node: T;
}

export interface Page<T> {
  items: Item<T>[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

export interface PageQuery {
  table: 'orders' | 'customers' | 'products' | 'variants' | 'bulk_operations';
  shop: number;
  /** sort column, before the id */
  sort: 'id' | 'created_at' | 'processed_at' | 'updated_at' | 'completed_at' | 'title';
  conditions: Condition[];
  window: Window;
}

/** The columns that a page reads: those of the sort and of the record. */
const COLUMNS: Record<PageQuery['table'], string> = {
  orders: 'id, created_at, processed_at, updated_at, customer_id, record',
  customers: 'id, created_at, updated_at, record',
  products: 'id, title, updated_at, record',
  variants: 'id, record',
  bulk_operations: '*',
};

/**
 * One page of a table by keyset, so that page 1000 costs what page 1 costs and rows that change
 * between two pages neither repeat nor shift the others.
 */
export function pageOfRows(store: Store, query: PageQuery): Page<Record<string, unknown>> {
  const { window, sort } = query;
  const backward = window.last !== undefined;
  const size = window.first ?? window.last ?? 0;
  const descending = Boolean(window.reverse) !== backward;
  const where = ['shop = ?', ...query.conditions.map((condition) => condition.sql)];
  const parameters = [query.shop, ...query.conditions.map((condition) => condition.parameter)];
  for (const [cursor, comparator] of [
    [window.after, window.reverse ? '<' : '>'],
    [window.before, window.reverse ? '>' : '<'],
  ] as const) {
    if (cursor === undefined) continue;
    const [value, id] = keyOf(cursor);
    where.push(sort === 'id' ? `id ${comparator} ?` : `(${sort}, id) ${comparator} (?, ?)`);
    parameters.push(...(sort === 'id' ? [id] : [value, id]));
  }
  const direction = descending ? 'desc' : 'asc';
  const order = sort === 'id' ? `id ${direction}` : `${sort} ${direction}, id ${direction}`;
  const rows = store.all(
    `select ${COLUMNS[query.table]} from ${query.table} where ${where.join(' and ')} order by ${order} limit ?`,
    ...parameters,
    size + 1,
  );
  const more = rows.length > size;
  if (more) rows.pop();
  if (backward) rows.reverse();
  return {
    items: rows.map((node) => ({ key: [sortValue(node[sort]), Number(node.id)], node })),
    hasNextPage: backward ? window.before !== undefined : more,
    hasPreviousPage: backward ? more : window.after !== undefined,
  };
}

/** One page of a list that is already in memory (an order's lines). */
export function pageOfList<T>(list: T[], window: Window): Page<T> {
  const all = list.map((node, index): Item<T> => ({ key: [index, index], node }));
  if (window.reverse) all.reverse();
  const position = (cursor: string): number => {
    const [, index] = keyOf(cursor);
    return all.findIndex((item) => item.key[1] === index);
  };
  const from = window.after === undefined ? 0 : position(window.after) + 1;
  const to = window.before === undefined ? all.length : position(window.before);
  const rest = all.slice(from, to);
  const items =
    window.last === undefined
      ? rest.slice(0, window.first)
      : rest.slice(Math.max(0, rest.length - window.last));
  const cut = rest.length > items.length;
  return {
    items,
    hasNextPage: window.last === undefined ? cut : to < all.length,
    hasPreviousPage: window.last === undefined ? from > 0 : cut,
  };
}

export function cursorOf(item: Item<unknown>): string {
  return Buffer.from(JSON.stringify(item.key)).toString('base64url');
}

function keyOf(cursor: string): Key {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(key)) throw new TypeError('not a key');
    return [sortValue(key[0]), Number(key[1])];
  } catch {
    throw badRequest(`Invalid cursor for current pagination sort: "${cursor}"`);
  }
}

/** A missing value (a running operation's end) sorts first. */
function sortValue(value: unknown): string | number {
  return typeof value === 'number' ? value : String(value ?? '');
}
