import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { calendarOf, type Day } from './calendar';
import { minorUnitDigits } from './currency';
import type { Ledger, OrderFact, Reason } from './ledger';
import {
  add,
  compare,
  divide,
  multiply,
  parseDecimal,
  ratio,
  roundHalfUp,
  subtract,
  ZERO,
  type Ratio,
} from './ratio';
import type { OracleSettings } from './settings';

/** One order of an export, as its columns say it. */
interface ExportOrder {
  name: string;
  id: bigint;
  /** milliseconds */
  createdAt: number;
  cancelled: boolean;
  /** lower case, words joined by `_` */
  status: string;
  /** trimmed, lower case; null = none */
  email: string | null;
  acceptsMarketing: boolean;
  currency: string;
  subtotal: Ratio;
  shipping: Ratio;
  taxes: Ratio;
  total: Ratio;
  refunded: Ratio;
  discount: Ratio;
  hasDiscountCode: boolean;
  /** what was bought, by the lines' names, in their order (the order of rows means nothing) */
  lineNames: string[];
}

export interface OrderExport {
  orders: ExportOrder[];
  /** the commonest of the file */
  currency: string;
  taxesIncluded: boolean;
}

type Row = Record<string, string>;
const rows = z.array(z.record(z.string(), z.string()));

/** `2024-03-01 09:00:00 +0900` in milliseconds. */
function instantOf(text: string): number {
  const match = /^(\S+)[ T](\S+?) ?(Z|UTC|[+-]\d{2}:?\d{2})$/.exec(text.trim());
  const zone = (match?.[3] ?? '').replace(/^UTC$/, 'Z').replace(/^(...)(\d\d)$/, '$1:$2');
  const instant = Date.parse(`${match?.[1] ?? ''}T${match?.[2] ?? ''}${zone}`);
  if (Number.isNaN(instant)) throw new Error(`No time: "${text}"`);
  return instant;
}

function orderOf(name: string, ofOrder: readonly Row[], place: number): ExportOrder {
  /** A field stands on the first row of the order; its other rows leave it empty. */
  const field = (column: string): string =>
    ofOrder.map((row) => (row[column] ?? '').trim()).find((value) => value !== '') ?? '';
  const money = (column: string): Ratio => parseDecimal(field(column) || '0');
  const email = field('Email').toLowerCase();
  return {
    name,
    id: BigInt(field('Id') || place),
    createdAt: instantOf(field('Created at')),
    cancelled: field('Cancelled at') !== '',
    status: field('Financial Status').toLowerCase().replaceAll(' ', '_'),
    email: email === '' ? null : email,
    acceptsMarketing: field('Accepts Marketing').toLowerCase() === 'yes',
    currency: field('Currency').toUpperCase(),
    subtotal: money('Subtotal'),
    shipping: money('Shipping'),
    taxes: money('Taxes'),
    total: money('Total'),
    refunded: money('Refunded Amount'),
    discount: money('Discount Amount'),
    hasDiscountCode: field('Discount Code') !== '',
    lineNames: ofOrder
      .map((row) => (row['Lineitem name'] ?? '').trim())
      .filter((one) => one !== '')
      .sort(),
  };
}

/** The value that most have; of several, the first by letters. */
function commonest(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return sorted[0]?.[0] ?? '';
}

function areTaxesIncluded(orders: readonly ExportOrder[]): boolean {
  const taxed = orders.filter((order) => compare(order.taxes, ZERO) > 0);
  const tolerance = ratio(5, 1000);
  const included = taxed.filter((order) => {
    const rest = subtract(order.total, add(order.subtotal, order.shipping));
    return compare(rest, tolerance) <= 0 && compare(subtract(ZERO, rest), tolerance) <= 0;
  });
  return 2 * included.length > taxed.length;
}

/** Reads a Shopify order export by metrics.md section 1, "From an order export CSV". */
export function readOrderExport(csvText: string): OrderExport {
  const parsed = rows.parse(
    parse(csvText, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true }),
  );
  const byName = new Map<string, Row[]>();
  for (const row of parsed) {
    const name = (row['Name'] ?? '').trim();
    const ofOrder = byName.get(name) ?? [];
    ofOrder.push(row);
    byName.set(name, ofOrder);
  }
  const orders = [...byName].map(([name, ofOrder], place) => orderOf(name, ofOrder, place));
  return {
    orders,
    currency: commonest(orders.map((order) => order.currency)),
    taxesIncluded: areTaxesIncluded(orders),
  };
}

function reasonOf(order: ExportOrder, currency: string): Reason | null {
  if (order.cancelled) return 'cancelled';
  if (order.status === 'voided' || order.status === 'expired') return 'voided';
  if (order.status === 'refunded') return 'refunded';
  if (order.currency !== currency) return 'otherCurrency';
  if (compare(order.subtotal, ZERO) <= 0) return 'zeroValue';
  return order.email === null ? 'noCustomer' : null;
}

function revenueOf(order: ExportOrder, file: OrderExport, settings: OracleSettings): Ratio {
  const placed = add(order.subtotal, order.shipping);
  const goodsTax =
    compare(placed, ZERO) > 0
      ? roundHalfUp(
          divide(multiply(order.taxes, order.subtotal), placed),
          minorUnitDigits(file.currency),
        )
      : ZERO;
  let revenue = order.subtotal;
  if (settings.revenueBasis === 'net' && file.taxesIncluded) revenue = subtract(revenue, goodsTax);
  if (settings.revenueBasis === 'withTax' && !file.taxesIncluded) revenue = add(revenue, goodsTax);
  if (order.status !== 'refunded') revenue = subtract(revenue, order.refunded);
  return compare(revenue, ZERO) < 0 ? ZERO : revenue;
}

function isDiscounted(order: ExportOrder, minimumPercent: number): boolean {
  const any = compare(order.discount, ZERO) > 0 || order.hasDiscountCode;
  if (!any || minimumPercent === 0) return any;
  const list = add(order.subtotal, order.discount);
  const percent = parseDecimal(String(minimumPercent));
  return compare(multiply(order.discount, ratio(100)), multiply(list, percent)) >= 0;
}

/** Accepts Marketing of the latest counted order before a day (same instant: the greater Id). */
function subscribedBy(orders: readonly { fact: OrderFact; accepts: boolean }[]) {
  return (customer: string, asOf: Day): boolean => {
    const counted = orders
      .filter(({ fact }) => fact.reason === null && fact.customer === customer && fact.day < asOf)
      .toSorted((a, b) => a.fact.at - b.fact.at || (a.fact.id < b.fact.id ? -1 : 1));
    return counted.at(-1)?.accepts === true;
  };
}

/** An export's orders as facts. Test orders, gift cards, unit costs and plans are not in it. */
export function ledgerOfExport(
  csvText: string,
  timezone: string,
  settings: OracleSettings,
): Ledger {
  const file = readOrderExport(csvText);
  const dayOfInstant = calendarOf(timezone);
  const facts = file.orders.map((order) => ({
    accepts: order.acceptsMarketing,
    fact: {
      id: order.id,
      name: order.name,
      at: order.createdAt,
      day: dayOfInstant(order.createdAt),
      customer: order.email,
      reason: reasonOf(order, file.currency),
      revenue: revenueOf(order, file, settings),
      discounted: isDiscounted(order, settings.minimumDiscountPercent),
      subscription: false,
      pending: order.status === 'pending',
      goods: order.lineNames.map((name) => ({ productId: name, revenue: ZERO, cost: null })),
    },
  }));
  const byCustomer = new Map<string, typeof facts>();
  for (const one of facts) {
    const own = byCustomer.get(one.fact.customer ?? '') ?? [];
    own.push(one);
    byCustomer.set(one.fact.customer ?? '', own);
  }
  return {
    currency: file.currency,
    timezone,
    orders: facts.map(({ fact }) => fact),
    productTitles: new Map(),
    subscribed: (customer, asOf) => subscribedBy(byCustomer.get(customer) ?? [])(customer, asOf),
    hasTag: () => false,
    // the file is all that is known of a customer
    hasOrdersElsewhere: () => false,
    turningDays: () => [],
  };
}
