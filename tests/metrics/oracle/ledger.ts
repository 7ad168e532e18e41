import type { Day } from './calendar';
import type { Ratio } from './ratio';

/** In order of precedence: the first that applies is the order's reason. */
export const REASONS = [
  'test',
  'cancelled',
  'voided',
  'refunded',
  'otherCurrency',
  'giftCardOnly',
  'zeroValue',
  'noCustomer',
] as const;
export type Reason = (typeof REASONS)[number];

/** A kept line of goods (not of gift cards): its worth on the chosen basis and its cost. */
export interface GoodsFact {
  productId: string | null;
  revenue: Ratio;
  /** null if neither a unit cost nor a default margin is known */
  cost: Ratio | null;
}

/** The facts of one order that app/metrics/README.md needs, whatever their source. */
export interface OrderFact {
  /** sorts orders of the same instant, the smaller first */
  id: bigint;
  /** as the shop numbers it: #1001 */
  name: string;
  /** milliseconds */
  at: number;
  day: Day;
  customer: string | null;
  /** the reason for which it is left out; null = counted */
  reason: Reason | null;
  revenue: Ratio;
  discounted: boolean;
  /** a line has a selling plan, kept or not */
  subscription: boolean;
  /** of its lines, each once */
  plans: readonly string[];
  /** products of its kept lines with a plan, each once */
  planProducts: readonly string[];
  pending: boolean;
  /** of the visit that led to it; null: unknown */
  source: string | null;
  goods: readonly GoodsFact[];
  /** quantity of goods kept, without gift cards and tips; null: an order export does not say what went back */
  items: number | null;
}

/** A shop's orders and the other facts of its customers, as of any day. */
export interface Ledger {
  currency: string;
  timezone: string;
  orders: readonly OrderFact[];
  productTitles: ReadonlyMap<string, string>;
  subscribed: (customer: string, asOf: Day) => boolean;
  hasTag: (customer: string, tags: readonly string[], asOf: Day) => boolean;
  /** Shopify counts more orders of this customer than the ledger has */
  hasOrdersElsewhere: (customer: string) => boolean;
  /** days on which something other than an order may have changed the customer's stage */
  turningDays: (customer: string) => Day[];
}

/** Ids ascending: by number if both are numbers, else by letters. */
export function compareCustomers(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(BigInt(a) - BigInt(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
