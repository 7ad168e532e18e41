import type {
  AllocationRecord,
  CustomerRecord,
  FinancialStatus,
  LineRecord,
  OrderRecord,
  ProductRecord,
} from '../../sandbox/records';
import type { Book } from '../oracle/book';
import { dayOf, dayText } from '../oracle/calendar';
import { minorUnitDigits } from '../oracle/currency';
import type { OracleReport } from '../oracle/oracle';
import {
  multiply,
  parseDecimal,
  ratio,
  roundHalfUp,
  subtract,
  sum,
  toDecimal,
  type Ratio,
} from '../oracle/ratio';
import type { OracleSettings } from '../oracle/settings';

/** The parts of a report that a hand-made book speaks about. */
export type Part<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: Part<T[K]> }
    : T;

/** A shop small enough to be summed by hand, and the sums. */
export interface HandBook extends Book {
  /** D: orders before 00:00 of this day in the shop's time zone */
  asOf: string;
  settings?: Partial<OracleSettings>;
  expected: Part<OracleReport>;
}

export interface LineSpec {
  /** unit price */
  price: number;
  quantity?: number;
  /** quantity left after returns; all of it when not given */
  kept?: number;
  product?: number;
  giftCard?: boolean;
  plan?: boolean;
  /** off the whole line */
  discount?: number;
  discountKind?: AllocationRecord['kind'];
  /** of the whole line */
  tax?: number;
}

export interface OrderSpec {
  /** null: nobody knows who */
  customer: number | null;
  /** `2024-03-01` (noon UTC) or an instant */
  at: string;
  /** one line without more, of this price */
  amount?: number;
  lines?: LineSpec[];
  status?: FinancialStatus | null;
  /** `true`: at once */
  cancelled?: boolean | string;
  /** where it is not the time of the order */
  createdAt?: string;
  test?: boolean;
  currency?: string;
  taxesIncluded?: boolean;
  /** negative: more was given back than the returned goods are worth */
  discrepancy?: number;
  shipping?: number;
  shippingDiscount?: number;
}

export interface BookSpec {
  name: string;
  currency?: string;
  timezone?: string;
  asOf: string;
  orders: OrderSpec[];
  customers?: ({ id: number } & Partial<CustomerRecord>)[];
  products?: ProductRecord[];
  settings?: Partial<OracleSettings>;
  expected: Part<OracleReport>;
}

/** A product whose only variant has its id x 10. */
export function productOf(id: number, unitCost: string | null = null): ProductRecord {
  return {
    id,
    title: `Product ${String(id)}`,
    handle: `product-${String(id)}`,
    updatedAt: '2020-01-01T00:00:00Z',
    isGiftCard: false,
    variants: [{ id: id * 10, title: 'Default', sku: null, price: '0', unitCost }],
  };
}

export function customerOf(id: number, more: Partial<CustomerRecord> = {}): CustomerRecord {
  return {
    id,
    createdAt: '2020-01-01T00:00:00Z',
    updatedAt: '2020-01-01T00:00:00Z',
    firstName: null,
    lastName: null,
    email: `customer${String(id)}@example.com`,
    locale: 'ja',
    tags: [],
    numberOfOrders: 0,
    amountSpent: '0',
    emailMarketing: null,
    smsMarketing: null,
    rfmGroup: null,
    dataSaleOptOut: false,
    ...more,
  };
}

function goodsOf(line: LineRecord): Ratio {
  const onGoods = line.allocations.filter((share) => share.targetType === 'LINE_ITEM');
  return subtract(
    parseDecimal(line.originalTotal),
    sum(onGoods.map((share) => parseDecimal(share.amount))),
  );
}

/** Shopify's sums of lines: goods as placed, and those kept. */
export function subtotalsOf(
  lines: readonly LineRecord[],
  digits: number,
): { subtotal: string; currentSubtotal: string } {
  const kept = lines.map((line) =>
    roundHalfUp(multiply(goodsOf(line), ratio(line.currentQuantity, line.quantity)), digits),
  );
  return {
    subtotal: toDecimal(sum(lines.map(goodsOf)), digits),
    currentSubtotal: toDecimal(sum(kept), digits),
  };
}

function lineOf(spec: LineSpec, id: number, order: OrderSpec, digits: number): LineRecord {
  const money = (value: number): string => value.toFixed(digits);
  const quantity = spec.quantity ?? 1;
  const allocations: AllocationRecord[] = [];
  if (spec.discount !== undefined)
    allocations.push({
      amount: money(spec.discount),
      kind: spec.discountKind ?? 'code',
      name: 'SALE',
      targetType: 'LINE_ITEM',
    });
  if (order.shippingDiscount !== undefined)
    allocations.push({
      amount: money(order.shippingDiscount),
      kind: 'code',
      name: 'FREESHIP',
      targetType: 'SHIPPING_LINE',
    });
  return {
    id,
    title: 'Goods',
    sku: null,
    quantity,
    currentQuantity: spec.kept ?? quantity,
    isGiftCard: spec.giftCard ?? false,
    productId: spec.product ?? null,
    variantId: spec.product === undefined ? null : spec.product * 10,
    sellingPlan: spec.plan === true ? { id: 77, name: 'Monthly' } : null,
    originalTotal: money(spec.price * quantity),
    allocations,
    taxLines: spec.tax === undefined ? [] : [{ title: 'Tax', rate: 0.1, price: money(spec.tax) }],
  };
}

function cancelledAt(spec: OrderSpec, at: string): string | null {
  if (spec.cancelled === undefined || spec.cancelled === false) return null;
  return spec.cancelled === true ? at : spec.cancelled;
}

function orderOf(spec: OrderSpec, index: number, shopCurrency: string): OrderRecord {
  const id = 1001 + index;
  const at = spec.at.includes('T') ? spec.at : `${spec.at}T12:00:00Z`;
  const currency = spec.currency ?? shopCurrency;
  const digits = minorUnitDigits(currency);
  const money = (value: number): string => value.toFixed(digits);
  const specs = spec.lines ?? [{ price: spec.amount ?? 0 }];
  const lines = specs.map((line, place) => lineOf(line, id * 100 + place, spec, digits));
  const { subtotal, currentSubtotal } = subtotalsOf(lines, digits);
  const tax = specs.reduce((total, line) => total + (line.tax ?? 0), 0);
  const shipping = spec.shipping ?? 0;
  const onTop = shipping + (spec.taxesIncluded === true ? 0 : tax);
  return {
    id,
    name: `#${String(id)}`,
    createdAt: spec.createdAt ?? at,
    processedAt: at,
    updatedAt: at,
    cancelledAt: cancelledAt(spec, at),
    test: spec.test ?? false,
    edited: false,
    currencyCode: currency,
    taxesIncluded: spec.taxesIncluded ?? false,
    sourceName: 'web',
    displayFinancialStatus: spec.status === undefined ? 'PAID' : spec.status,
    customerId: spec.customer,
    discountCodes: lines.some((line) => line.allocations.length > 0) ? ['SALE'] : [],
    subtotal,
    currentSubtotal,
    refundDiscrepancy: money(spec.discrepancy ?? 0),
    totalShipping: money(shipping),
    totalTax: money(tax),
    totalPrice: money(Number(subtotal) + onTop),
    totalRefunded: money(
      Math.max(0, Number(subtotal) - Number(currentSubtotal) - (spec.discrepancy ?? 0)),
    ),
    tags: [],
    lines,
  };
}

/** A book from what matters in it; in yen and in Tokyo unless it says otherwise. */
export function handBook(spec: BookSpec): HandBook {
  const currency = spec.currency ?? 'JPY';
  const known = new Set(spec.orders.map((order) => order.customer));
  const described = new Map((spec.customers ?? []).map((customer) => [customer.id, customer]));
  const ids = [...new Set([...known, ...described.keys()])].filter((id) => id !== null);
  return {
    name: spec.name,
    currency,
    timezone: spec.timezone ?? 'Asia/Tokyo',
    asOf: spec.asOf,
    orders: spec.orders.map((order, index) => orderOf(order, index, currency)),
    customers: ids.map((id) => customerOf(id, described.get(id))),
    products: spec.products ?? [],
    ...(spec.settings === undefined ? {} : { settings: spec.settings }),
    expected: spec.expected,
  };
}

/** `count` orders of one amount, by customers `from`, `from + 1` ... on one day each. */
export function ordersOfMany(
  from: number,
  count: number,
  days: readonly string[],
  amount = 1000,
): OrderSpec[] {
  return Array.from({ length: count }, (_, index) =>
    days.map((at) => ({ customer: from + index, at, amount })),
  ).flat();
}

/** The day `days` after (below 0: before) a day. */
export function dayAfter(day: string, days: number): string {
  return dayText(dayOf(day) + days);
}
