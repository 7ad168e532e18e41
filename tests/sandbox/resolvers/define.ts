import type { Clock } from '../control/clock';
import type { BulkOperations } from '../bulk/operations';
import type { ShopRow, Store } from '../store/store';
import type { Item, Page } from '../store/store-pages';
import type { ShopStore } from '../store/store-shop';

export type Args = Record<string, unknown>;

/** The context of a resolver: one request (or one bulk operation) of one shop. */
export interface Context {
  store: Store;
  shop: ShopRow;
  rows: ShopStore;
  clock: Clock;
  bulk: BulkOperations;
  /** scopes of the token, with the read scopes that its write scopes include */
  scopes: ReadonlySet<string>;
}

export type Resolve<S> = (source: S, args: Args, context: Context) => unknown;
type Fields = Record<string, Resolve<never>>;

/**
 * The fields of one type that the local Shopify implements, for a source of type S. Resolvers are
 * synchronous, so that one table serves single queries (graphql-js) and bulk operations (compiled).
 */
export function fields<S>(table: Record<string, Resolve<S>>): Fields {
  return table;
}

export type ResolverTable = Record<string, Fields>;

/** A source with its type, for a field of interface or union type. */
export type Typed<S> = S & { __typename: string };

export function typed<S extends object>(typename: string, source: S): Typed<S> {
  return { ...source, __typename: typename };
}

/** The page with its rows mapped to sources. */
export function mapPage<A, B>(page: Page<A>, turn: (node: A) => B): Page<B> {
  const items = page.items.map((item): Item<B> => ({ key: item.key, node: turn(item.node) }));
  return { ...page, items };
}
