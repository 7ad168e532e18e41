import { useLocation } from '@remix-run/react';
import { createContext, useContext } from 'react';
import { LONGEST_SOURCE, PRODUCT_ID } from '../../terms/filters';
import { isDay } from '../../day';

/** The customers of a filtered view, by their first counted order; a missing key does not narrow. */
export interface ViewFilter {
  /** Shopify's product id */
  product?: string;
  /** whether the order had a discount */
  discount?: boolean;
  /** key of the order's source */
  source?: string;
  /** whether the order had a selling plan */
  plan?: boolean;
}

/** A day to compare with: the same day a month or a year earlier, or a day D (`YYYY-MM-DD`). */
export type Comparison = 'month' | 'year' | (string & {});

/** What a page of numbers shows: the day, the day beside it and the customers. It rides on every link. */
export interface ViewAddress {
  /** the day D of the numbers; null: the newest */
  asOf: string | null;
  /** default: `month`, which the address omits */
  compare: Comparison;
  filter: ViewFilter;
}

/** The newest numbers of every customer, beside those of a month before. */
export const NEWEST: ViewAddress = { asOf: null, compare: 'month', filter: {} };

const NAMES = ['asOf', 'compare', 'product', 'discount', 'source', 'plan'] as const;

/** Parses the view in the query of an address; a part that is unknown or malformed counts as missing. */
export function parseView(search: string | URLSearchParams): ViewAddress {
  const query = new URLSearchParams(search);
  const asOf = query.get('asOf');
  const compare = query.get('compare') ?? '';
  const filter = parseFilter(query);
  return {
    asOf: asOf !== null && isDay(asOf) ? asOf : null,
    compare: compare === 'year' || isDay(compare) ? compare : 'month',
    filter: filter === 'impossible' ? {} : (filter ?? {}),
  };
}

/**
 * The filter in a query: `product=<id>&discount=yes|no&source=<key>&plan=yes|no`. An empty value is none.
 * @returns null without a condition; `impossible` for a value that chooses none of any shop's customers
 */
export function parseFilter(query: URLSearchParams): ViewFilter | 'impossible' | null {
  const filter: ViewFilter = {};
  for (const name of ['product', 'source'] as const) {
    const key = query.get(name) ?? '';
    if (key === '') continue;
    if (!IS_KEY[name](key)) return 'impossible';
    filter[name] = key;
  }
  for (const name of ['discount', 'plan'] as const) {
    const answer = query.get(name) ?? '';
    if (answer === '') continue;
    if (answer !== 'yes' && answer !== 'no') return 'impossible';
    filter[name] = answer === 'yes';
  }
  return Object.keys(filter).length === 0 ? null : filter;
}

const IS_KEY = {
  product: (key: string) => PRODUCT_ID.test(key),
  // PostgreSQL's texts have no NUL
  source: (key: string) => key.length <= LONGEST_SOURCE && !key.includes('\0'),
};

/** The view as parameters of an address; what is default is not among them. */
export function viewParameters({ asOf, compare, filter }: ViewAddress): [string, string][] {
  const written: Record<(typeof NAMES)[number], string | undefined> = {
    asOf: asOf ?? undefined,
    compare: compare === 'month' ? undefined : compare,
    product: filter.product,
    discount: yesNo(filter.discount),
    source: filter.source,
    plan: yesNo(filter.plan),
  };
  return NAMES.flatMap((name): [string, string][] => {
    const value = written[name];
    return value === undefined ? [] : [[name, value]];
  });
}

function yesNo(answer: boolean | undefined): string | undefined {
  return answer === undefined ? undefined : answer ? 'yes' : 'no';
}

/**
 * A path of the app with a view. Other parameters and the fragment of the path stay; a view that the path
 * has itself is replaced.
 */
export function viewLink(path: string, view: ViewAddress): string {
  const url = new URL(path, 'http://app.invalid');
  for (const name of NAMES) url.searchParams.delete(name);
  for (const [name, value] of viewParameters(view)) url.searchParams.set(name, value);
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Replaces the address's view where a page may not pass it on: the day that it refuses. */
export const ViewContext = createContext<ViewAddress | null>(null);

/** The view of the page: of its address, unless a `ViewContext` says otherwise. */
export function useView(): ViewAddress {
  const { search } = useLocation();
  return useContext(ViewContext) ?? parseView(search);
}

/** A link that keeps the day, the comparison and the filters of the page. */
export function useViewLink(path: string): string {
  return viewLink(path, useView());
}
