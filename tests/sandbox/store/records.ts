/**
 * The local Shopify's records of a shop: the contract between the worlds that make shops and the store and
 * resolvers that serve them. Money is a decimal string in the unit of its currency ("1980" yen, "19.80"
 * dollars), times are ISO 8601 in UTC, ids are Shopify's numeric ids.
 */
export type Money = string;
export type Timestamp = string;

export interface ShopRecord {
  /** `tea-shop.myshopify.com` */
  domain: string;
  id: number;
  name: string;
  currencyCode: string;
  /** IANA, for example `Asia/Tokyo` */
  ianaTimezone: string;
  /** the shop's primary locale, `ja` or `en` */
  primaryLocale: string;
  createdAt: Timestamp;
  taxesIncluded: boolean;
  planName: string;
}

export type DiscountKind = 'code' | 'automatic' | 'manual' | 'script';

export interface AllocationRecord {
  amount: Money;
  kind: DiscountKind;
  /** the code, or the title of an automatic or manual discount */
  name: string;
  targetType: 'LINE_ITEM' | 'SHIPPING_LINE';
}

export interface LineRecord {
  id: number;
  title: string;
  sku: string | null;
  quantity: number;
  /** quantity left after edits and returns */
  currentQuantity: number;
  isGiftCard: boolean;
  productId: number | null;
  variantId: number | null;
  sellingPlan: { id: number; name: string } | null;
  /** price x quantity, before any discount, as placed */
  originalTotal: Money;
  /** share of each discount that fell on this line, for the quantity as placed */
  allocations: AllocationRecord[];
  /** tax of the line for the quantity as placed */
  taxLines: { title: string; rate: number; price: Money }[];
}

export type FinancialStatus =
  | 'AUTHORIZED'
  | 'EXPIRED'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'PARTIALLY_REFUNDED'
  | 'PENDING'
  | 'REFUNDED'
  | 'VOIDED';

/** A visit to the online store, as its visitor's consent lets Shopify know it. */
export interface VisitRecord {
  /** Google, Instagram, direct, a website's domain, unknown */
  source: string;
  sourceType: string | null;
  referralCode: string | null;
  utm: { source: string | null; medium: string | null; campaign: string | null } | null;
}

/** The visits that led to an order; both null where the visitor did not consent. */
export interface JourneyRecord {
  first: VisitRecord | null;
  last: VisitRecord | null;
}

export interface OrderRecord {
  id: number;
  name: string;
  /** shown to the buyer instead of the name; null for old orders, and for some POS and draft orders */
  confirmationNumber: string | null;
  createdAt: Timestamp;
  processedAt: Timestamp;
  updatedAt: Timestamp;
  cancelledAt: Timestamp | null;
  test: boolean;
  edited: boolean;
  currencyCode: string;
  taxesIncluded: boolean;
  sourceName: string;
  /** missing: an order without a visit to the online store (till, draft, renewal, import) */
  journey?: JourneyRecord;
  displayFinancialStatus: FinancialStatus | null;
  customerId: number | null;
  discountCodes: string[];
  /** goods after discounts, before returns and edits (tax in it where `taxesIncluded`) */
  subtotal: Money;
  /** goods after discounts, returns and edits */
  currentSubtotal: Money;
  /** negative when the refund exceeds the value of the returned goods */
  refundDiscrepancy: Money;
  totalShipping: Money;
  totalTax: Money;
  totalPrice: Money;
  totalRefunded: Money;
  tags: string[];
  lines: LineRecord[];
}

export type MarketingState =
  'SUBSCRIBED' | 'NOT_SUBSCRIBED' | 'UNSUBSCRIBED' | 'PENDING' | 'REDACTED' | 'INVALID';

export interface CustomerRecord {
  id: number;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  locale: string;
  tags: string[];
  numberOfOrders: number;
  amountSpent: Money;
  emailMarketing: { state: MarketingState; updatedAt: Timestamp | null } | null;
  smsMarketing: { state: MarketingState; updatedAt: Timestamp | null } | null;
  rfmGroup: string | null;
  dataSaleOptOut: boolean;
}

export interface VariantRecord {
  id: number;
  title: string;
  sku: string | null;
  price: Money;
  /** null: the merchant entered no cost */
  unitCost: Money | null;
}

export interface ProductRecord {
  id: number;
  title: string;
  handle: string;
  updatedAt: Timestamp;
  isGiftCard: boolean;
  variants: VariantRecord[];
}

/**
 * A world makes one shop. `products` and `customers` come before `orders`; each is read once, lazily, so that
 * a world of a million orders is never whole in memory.
 */
export interface World {
  shop: ShopRecord;
  products(): Iterable<ProductRecord> | AsyncIterable<ProductRecord>;
  customers(): Iterable<CustomerRecord> | AsyncIterable<CustomerRecord>;
  orders(): Iterable<OrderRecord> | AsyncIterable<OrderRecord>;
}
