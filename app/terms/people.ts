/** What the values of a field of the customers' list are. */
export type FieldKind = 'choice' | 'key' | 'number' | 'day' | 'moment';

/**
 * What customers are chosen by, in the order of the page's menu. The names stand in addresses that are kept for years: a name
 * is never given another meaning, and a field that goes leaves a sentence for its old addresses.
 */
export const PEOPLE_FIELDS = {
  // where a customer stands
  stage: 'choice',
  segment: 'choice',
  state: 'choice',
  rank: 'choice',
  decile: 'number',
  r: 'number',
  f: 'number',
  m: 'number',
  rfmGroup: 'choice',
  // purchases
  n: 'number',
  revenue: 'number',
  margin: 'number',
  first: 'day',
  second: 'day',
  last: 'day',
  sinceFirst: 'number',
  sinceLast: 'number',
  daysToSecond: 'number',
  boughtIn: 'day',
  plainBoughtIn: 'day',
  discountShare: 'number',
  subscription: 'choice',
  subscriptionOrders: 'number',
  lastSubscription: 'day',
  expected: 'day',
  // products
  firstProduct: 'key',
  secondProduct: 'key',
  boughtProduct: 'key',
  // the first counted order, which the filters of the pages read
  filterProduct: 'key',
  filterDiscount: 'choice',
  filterSource: 'key',
  filterPlan: 'choice',
  // the survey
  score: 'number',
  reason: 'choice',
  answered: 'day',
  handled: 'choice',
  consent: 'choice',
  // another day than the list's
  stageOn: 'moment',
  stateOn: 'moment',
} as const satisfies Record<string, FieldKind>;

export type PeopleField = keyof typeof PEOPLE_FIELDS;
type FieldOf<Kind extends FieldKind> = {
  [Field in PeopleField]: (typeof PEOPLE_FIELDS)[Field] extends Kind ? Field : never;
}[PeopleField];

export const STATES = ['active', 'atRisk', 'lapsed'] as const;
export type State = (typeof STATES)[number];
export const RANKS = ['S', 'A', 'B', 'C'] as const;
export type Rank = (typeof RANKS)[number];
/** Groups of Shopify's own RFM analysis (Customer.statistics.rfmGroup). */
export const RFM_GROUPS = [
  'ACTIVE',
  'ALMOST_LOST',
  'AT_RISK',
  'CHAMPIONS',
  'DORMANT',
  'LOYAL',
  'NEEDS_ATTENTION',
  'NEW',
  'PREVIOUSLY_LOYAL',
  'PROMISING',
  'PROSPECTS',
] as const;

/** Running: the latest subscription order is no longer ago than the limit; ended: it is; none: never had one. */
export const SUBSCRIPTIONS = ['running', 'ended', 'none'] as const;
/** Of the latest answer; open: the merchant has done nothing about it. */
export const HANDLED = ['open', 'inWork', 'done'] as const;
export type Handled = (typeof HANDLED)[number];
export const CONSENTS = ['email', 'sms', 'none'] as const;
/** Of a first order: on discount, with a selling plan. */
export const ANSWERS = ['yes', 'no'] as const;

/**
 * One condition. Stages, segments and reasons have the values of their own terms; `none` in a field's values stands for
 * customers without one, and `unsaid` for detractors without a reason. `not` turns it round; a customer without a value
 * meets the condition `none` alone, and every `not`.
 */
export type Condition = { not?: true } & (
  | { field: FieldOf<'choice'>; is: readonly string[] }
  | { field: FieldOf<'key'>; is: readonly string[] }
  /** both ends included; null: open */
  | { field: FieldOf<'number'>; from: number | null; to: number | null }
  | { field: FieldOf<'day'>; from: string | null; to: string | null }
  | { field: FieldOf<'number'> | FieldOf<'day'>; none: true }
  /** stage or state as of another day D (`YYYY-MM-DD`); `none`: not yet a customer */
  | { field: FieldOf<'moment'>; day: string; is: readonly string[] }
);

/** Whom a list shows: customers who meet every condition of one group at least. No group: everybody. */
export type Who = readonly (readonly Condition[])[];

/** The most that a list may ask for: more than any page links to, little enough for one query. */
export const WHO_LIMITS = { groups: 6, conditions: 12, values: 50, characters: 2_000 } as const;
