import { badRequest, NotInSandbox } from '../graphql/errors';
import { searchConditions, type Condition, type SearchField } from '../graphql/search-query';
import { pageOfRows, type Page, type PageQuery, type Window } from '../store/store-pages';
import type { Args, Context } from './define';

/** A table's search fields and sort keys, each with its column. */
export interface Listing {
  table: PageQuery['table'];
  search: Record<string, SearchField>;
  /** SQL of the text that words without a field are looked for in */
  words?: string;
  sortKeys: Record<string, PageQuery['sort']>;
}

/** Orders older than this are visible only with the scope `read_all_orders`. */
const ORDER_WINDOW_SECONDS = 60 * 86_400;

export const ORDERS: Listing = {
  table: 'orders',
  search: {
    id: { column: 'id', kind: 'id' },
    created_at: { column: 'created_at', kind: 'time' },
    processed_at: { column: 'processed_at', kind: 'time' },
    updated_at: { column: 'updated_at', kind: 'time' },
    customer_id: { column: 'customer_id', kind: 'id' },
    financial_status: { column: 'financial_status', kind: 'text' },
    test: { column: 'test', kind: 'flag' },
    name: { column: `json_extract(record, '$.name')`, kind: 'name' },
  },
  sortKeys: {
    ID: 'id',
    CREATED_AT: 'created_at',
    PROCESSED_AT: 'processed_at',
    UPDATED_AT: 'updated_at',
  },
};

export const CUSTOMERS: Listing = {
  table: 'customers',
  search: {
    id: { column: 'id', kind: 'id' },
    created_at: { column: 'created_at', kind: 'time' },
    updated_at: { column: 'updated_at', kind: 'time' },
  },
  words: `coalesce(json_extract(record, '$.lastName'), '') || ' ' || coalesce(json_extract(record, '$.firstName'), '')
    || ' ' || coalesce(json_extract(record, '$.email'), '')`,
  sortKeys: { ID: 'id', CREATED_AT: 'created_at', UPDATED_AT: 'updated_at' },
};

export const PRODUCTS: Listing = {
  table: 'products',
  search: {
    id: { column: 'id', kind: 'id' },
    updated_at: { column: 'updated_at', kind: 'time' },
  },
  sortKeys: { ID: 'id', UPDATED_AT: 'updated_at', TITLE: 'title' },
};

export const VARIANTS: Listing = {
  table: 'variants',
  search: {
    id: { column: 'id', kind: 'id' },
    product_id: { column: 'product_id', kind: 'id' },
    updated_at: { column: 'updated_at', kind: 'time' },
  },
  sortKeys: { ID: 'id' },
};

/** One page of a listing for the arguments `first last before after reverse query sortKey`. */
export function listPage(
  listing: Listing,
  args: Args,
  context: Context,
  extra: Condition[] = [],
): Page<Record<string, unknown>> {
  const sortKey = String(args.sortKey ?? 'ID');
  const sort = listing.sortKeys[sortKey];
  if (!sort) throw new NotInSandbox(`the sort key ${sortKey} of ${listing.table}`);
  return pageOfRows(context.store, {
    table: listing.table,
    shop: context.shop.no,
    sort,
    conditions: [...extra, ...conditionsOf(listing, args.query, context)],
    window: windowOf(args),
  });
}

/** The number of rows that a search finds, at most `limit`. */
export function countRows(
  listing: Listing,
  args: Args,
  context: Context,
): { count: number; precision: 'EXACT' | 'AT_LEAST' } {
  const conditions = conditionsOf(listing, args.query, context);
  const limit = typeof args.limit === 'number' ? args.limit : -1;
  const row = context.store.get(
    `select count(*) as count from (select 1 from ${listing.table} where ${[
      'shop = ?',
      ...conditions.map((condition) => condition.sql),
    ].join(' and ')} limit ?)`,
    context.shop.no,
    ...conditions.map((condition) => condition.parameter),
    limit < 0 ? -1 : limit + 1,
  );
  const found = Number(row?.count);
  return limit >= 0 && found > limit
    ? { count: limit, precision: 'AT_LEAST' }
    : { count: found, precision: 'EXACT' };
}

export function windowOf(args: Args): Window {
  const number = (name: string): number | undefined =>
    typeof args[name] === 'number' ? args[name] : undefined;
  const text = (name: string): string | undefined =>
    typeof args[name] === 'string' ? args[name] : undefined;
  const window: Window = {
    first: number('first'),
    last: number('last'),
    after: text('after'),
    before: text('before'),
    reverse: args.reverse === true,
  };
  if (window.first === undefined && window.last === undefined) {
    throw badRequest('you must provide one of first or last');
  }
  if (window.first !== undefined && window.last !== undefined) {
    throw badRequest("providing both 'first' and 'last' is not supported");
  }
  return window;
}

/** Whether the token may not see an order of this age. */
export function hiddenByAge(createdAt: number, context: Context): boolean {
  return createdAt < oldestVisible(context);
}

function oldestVisible(context: Context): number {
  if (context.scopes.has('read_all_orders')) return Number.MIN_SAFE_INTEGER;
  return Math.floor(context.clock.milliseconds() / 1000) - ORDER_WINDOW_SECONDS;
}

function conditionsOf(listing: Listing, query: unknown, context: Context): Condition[] {
  const conditions: Condition[] = [];
  if (listing.table === 'orders' && !context.scopes.has('read_all_orders')) {
    conditions.push({ sql: 'created_at >= ?', parameter: oldestVisible(context) });
  }
  if (typeof query !== 'string' || query.trim() === '') return conditions;
  const { status, rest } = takeStatus(listing, query);
  conditions.push(...status);
  return conditions.concat(
    searchConditions(rest, listing.search, context.shop.record.ianaTimezone, listing.words),
  );
}

/**
 * Takes `status:` out of a search of orders, because it is not a column: `any` filters nothing, `cancelled`
 * tests a time.
 */
function takeStatus(listing: Listing, query: string): { status: Condition[]; rest: string } {
  if (listing.table !== 'orders') return { status: [], rest: query };
  const status: Condition[] = [];
  const rest = query.replace(/(?<![a-z_])status:\s*['"]?(\w+)['"]?/g, (_, value: string) => {
    if (value === 'cancelled') status.push({ sql: 'cancelled = ?', parameter: 1 });
    else if (value !== 'any') throw new NotInSandbox(`the search "status:${value}" of orders`);
    return '';
  });
  return { status, rest };
}
