export type ProductRole = 'trial' | 'main' | 'backEnd' | 'crossSell';

export const SOURCES = ['thank_you', 'order_status', 'storefront', 'link'] as const;
export type AnswerSource = (typeof SOURCES)[number];
export const LEAVE_REASONS = ['indifference', 'product', 'competitor', 'other'] as const;

/** An answer to the one question of app/metrics/README.md section 6. */
export interface AnswerFact {
  /** the logged-in customer */
  customerId?: number | null;
  /** the order of the question, read or not */
  orderId?: number | null;
  /** an anonymous visitor's browser */
  visitor?: string | null;
  score: number;
  /** ISO 8601 */
  at: string;
  /** default: the thank-you page */
  source?: AnswerSource;
  reason?: (typeof LEAVE_REASONS)[number];
  /** of the sentences that the reason was chosen from; default: 1 */
  edition?: 1 | 2;
}

/** A view of the question. */
export interface ViewFact {
  orderId?: number | null;
  customerId?: number | null;
  visitor?: string | null;
  source: AnswerSource;
  /** ISO 8601 */
  at: string;
  dismissedAt?: string;
}

/** A new customer referred by a customer. */
interface BroughtFact {
  customerId: number;
  /** ISO 8601 */
  at: string;
}

/** A unit cost that the merchant has entered, from a day of the shop (2024-02-29) on. */
interface UnitCostFact {
  product: number;
  variant: number | null;
  from: string | null;
  cost: string;
}

/** The merchant's settings that change a number of app/metrics/README.md sections 1-5 and 7. */
export interface OracleSettings {
  counting: 'day' | 'order';
  revenueBasis: 'net' | 'withTax';
  /** an order is on discount from this percentage of its goods' list price; 0 = any discount */
  minimumDiscountPercent: number;
  lapseDays: number | null;
  durationDays: number | null;
  /** the day (2024-02-29) from which buyers count as newcomers; null = all */
  newcomersFrom: string | null;
  healthLine: { revenue: number; purchases: number };
  /** its later form: a year's revenue, and the share of repeaters beside it */
  healthYear: { revenue: number; repeaters: number };
  /** gross margin rate of lines without a unit cost */
  defaultMargin: number | null;
  /** cost of an order besides goods: an amount, and a share of its revenue */
  orderCost: { amount: number; share: number } | null;
  /** unit costs that the merchant has entered; `variant` null: of the whole product, `from` null: always */
  unitCosts: readonly UnitCostFact[];
  /** by product id */
  productRoles: Readonly<Record<string, ProductRole>>;
  followerTags: readonly string[];
  eventTags: readonly string[];
  /** purchases that make a loyal customer */
  loyalPurchases: number;
  /** counted orders with a selling plan that make the fan club */
  fanClubMinimum: number;
  /** the day from which facts without a date (tags) are known; null = ever */
  installedOn: string | null;
  answers: readonly AnswerFact[];
  views: readonly ViewFact[];
  brought: readonly BroughtFact[];
  /** advertising spend, `month` as 2024-02 */
  advertising: readonly { month: string; spend: number }[];
  /** per month; `customers` null = those not lapsed */
  retention: {
    systems: number;
    people: number;
    costOfOne: number;
    customers: number | null;
  } | null;
}

export const DEFAULT_SETTINGS: OracleSettings = {
  counting: 'day',
  revenueBasis: 'net',
  minimumDiscountPercent: 0,
  lapseDays: null,
  durationDays: null,
  newcomersFrom: null,
  healthLine: { revenue: 18_000, purchases: 3 },
  healthYear: { revenue: 18_000, repeaters: 0.6 },
  defaultMargin: null,
  orderCost: null,
  unitCosts: [],
  productRoles: {},
  followerTags: [],
  eventTags: [],
  loyalPurchases: 3,
  fanClubMinimum: 4,
  installedOn: null,
  answers: [],
  views: [],
  brought: [],
  advertising: [],
  retention: null,
};
