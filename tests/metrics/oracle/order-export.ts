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

/** One order of an export, by its columns. */
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
  /** digits and a leading +; null = no valid one */
  phone: string | null;
  acceptsMarketing: boolean;
  currency: string;
  subtotal: Ratio;
  shipping: Ratio;
  taxes: Ratio;
  total: Ratio;
  refunded: Ratio;
  discount: Ratio;
  hasDiscountCode: boolean;
  /** the goods by the lines' names, sorted (the order of rows means nothing) */
  lineNames: string[];
  /** number of goods; null where a line has no name, and so may be a tip */
  items: number | null;
}

interface Line {
  title: string;
  quantity: number;
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

const isHead = (row: Row): boolean =>
  ['Financial Status', 'Currency', 'Subtotal', 'Total'].some((column) => cell(row, column) !== '');

const cell = (row: Row, column: string): string => (row[column] ?? '').trim();

/** Digits and a leading +, of at least 7 digits. */
function phoneOf(text: string): string | null {
  const narrow = text.normalize('NFKC');
  const digits = narrow.replace(/\D/g, '');
  if (digits.length < 7 || /\dE\+?\d/i.test(narrow)) return null;
  return narrow.replace(/[^+\d]/g, '').startsWith('+') ? `+${digits}` : digits;
}

/** The fields of a first row; `goods` names the order's lines. */
function orderOf(name: string, head: Row, goods: readonly Line[], place: number): ExportOrder {
  const field = (column: string): string => cell(head, column);
  const money = (column: string): Ratio => parseDecimal(field(column) || '0');
  const email = field('Email').toLowerCase();
  return {
    name,
    id: BigInt(field('Id') || place),
    createdAt: instantOf(field('Created at')),
    cancelled: field('Cancelled at') !== '',
    status: field('Financial Status').toLowerCase().replaceAll(' ', '_'),
    email: email === '' ? null : email,
    phone: phoneOf(field('Phone')),
    acceptsMarketing: field('Accepts Marketing').toLowerCase() === 'yes',
    currency: field('Currency').toUpperCase(),
    subtotal: money('Subtotal'),
    shipping: money('Shipping'),
    taxes: money('Taxes'),
    total: money('Total'),
    refunded: money('Refunded Amount'),
    discount: money('Discount Amount'),
    hasDiscountCode: field('Discount Code') !== '',
    lineNames: goods
      .map(({ title }) => title)
      .filter((title) => title !== '')
      .sort(),
    items: itemsOf(goods),
  };
}

/** An order without lines is one item, which is worth all of it. */
function itemsOf(goods: readonly Line[]): number | null {
  if (goods.some(({ title }) => title === '')) return null;
  return goods.length === 0 ? 1 : goods.reduce((all, { quantity }) => all + quantity, 0);
}

const GOODS = ['Lineitem name', 'Lineitem sku', 'Lineitem quantity', 'Lineitem price'];

/** The rows' lines, each as often as one copy of the order has it. */
function goodsOf(name: string, own: readonly Row[], times: number): Line[] {
  const counts = new Map<string, { line: Line; count: number }>();
  for (const row of own) {
    const goods = GOODS.map((column) => cell(row, column));
    if (goods.every((one) => one === '')) continue;
    const key = goods.join('\n');
    const line = { title: goods[0] ?? '', quantity: Number(goods[2] || 1) };
    counts.set(key, { line, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].flatMap(({ line, count }) => {
    if (count % times !== 0) throw new Error(`A part of ${name} is missing`);
    return Array.from({ length: count / times }, () => line);
  });
}

/** One order of its rows: every first row must have the same values. */
function orderOfRows(name: string, own: readonly Row[], place: number): ExportOrder {
  const heads = own.filter(isHead);
  const [first, ...others] = heads;
  if (first === undefined) throw new Error(`No row of ${name} says what it is worth`);
  const order = orderOf(name, first, goodsOf(name, own, heads.length), place);
  for (const other of others) {
    const again = orderOf(name, other, [], place);
    if (saidBy(again) !== saidBy(order)) throw new Error(`Two rows of ${name} differ`);
  }
  return order;
}

/** The fields of an order's first row that metrics read. */
function saidBy(order: ExportOrder): string {
  const { id: _, lineNames: __, items: ___, ...said } = order;
  return JSON.stringify(said, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

/** Rows of one Name by order: one order, or one for every Id if it has several. */
function ordersOfName(own: readonly Row[]): Row[][] {
  const ids = [...new Set(own.map((row) => cell(row, 'Id')))].filter((id) => id !== '');
  if (ids.length < 2) return [[...own]];
  ids.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  const heads = own.filter((row) => isHead(row) && cell(row, 'Id') !== '');
  const agrees = (head: Row, row: Row): boolean => {
    const [time, email] = [cell(row, 'Created at'), cell(row, 'Email').toLowerCase()];
    if (time !== '' && instantOf(time) !== instantOf(cell(head, 'Created at'))) return false;
    return email === '' || email === cell(head, 'Email').toLowerCase();
  };
  const idOf = (row: Row): string => {
    const id = cell(row, 'Id');
    if (id !== '') return id;
    const could = ids.filter((one) =>
      heads.some((head) => cell(head, 'Id') === one && agrees(head, row)),
    );
    return could[0] ?? ids[0] ?? '';
  };
  return ids.map((id) => own.filter((row) => idOf(row) === id));
}

/** The commonest value; of several, the first by letters. */
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

/** Reads Shopify order exports by app/metrics/README.md section 1, "From an order export CSV". */
export function readOrderExport(csvTexts: readonly string[]): OrderExport {
  const parsed = csvTexts.flatMap((text) =>
    rows.parse(
      parse(text, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true }),
    ),
  );
  const roundedIds = parsed.some((row) => /\dE\+?\d/i.test(cell(row, 'Id')));
  const byName = new Map<string, Row[]>();
  for (const row of parsed) {
    const name = cell(row, 'Name');
    const ofOrder = byName.get(name) ?? [];
    ofOrder.push(roundedIds ? { ...row, Id: '' } : row);
    byName.set(name, ofOrder);
  }
  const orders = [...byName].flatMap(([name, ofName], place) =>
    ordersOfName(ofName).map((own) => orderOfRows(name, own, place)),
  );
  return {
    orders,
    currency: commonest(orders.map((order) => order.currency)),
    taxesIncluded: areTaxesIncluded(orders),
  };
}

/** An order's customer: the address; without one the only address beside its phone, or the phone. */
function customersOf(orders: readonly ExportOrder[]): (order: ExportOrder) => string | null {
  const beside = new Map<string, Set<string>>();
  for (const { email, phone } of orders) {
    if (email === null || phone === null) continue;
    beside.set(phone, (beside.get(phone) ?? new Set()).add(email));
  }
  return ({ email, phone }) => {
    if (email !== null || phone === null) return email;
    const addresses = [...(beside.get(phone) ?? [])];
    return addresses.length === 1 ? (addresses[0] ?? null) : `phone ${phone}`;
  };
}

function reasonOf(order: ExportOrder, customer: string | null, currency: string): Reason | null {
  if (order.cancelled) return 'cancelled';
  if (order.status === 'voided' || order.status === 'expired') return 'voided';
  if (order.status === 'refunded') return 'refunded';
  if (order.currency !== currency) return 'otherCurrency';
  if (compare(order.subtotal, ZERO) <= 0) return 'zeroValue';
  return customer === null ? 'noCustomer' : null;
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

/** An export's orders as facts. It has no test orders, gift cards, unit costs and plans. */
export function ledgerOfExport(
  csvTexts: readonly string[],
  timezone: string,
  settings: OracleSettings,
): Ledger {
  const file = readOrderExport(csvTexts);
  const customerOf = customersOf(file.orders);
  const dayOfInstant = calendarOf(timezone);
  const facts = file.orders.map((order) => ({
    accepts: order.acceptsMarketing,
    fact: {
      id: order.id,
      name: order.name,
      at: order.createdAt,
      day: dayOfInstant(order.createdAt),
      customer: customerOf(order),
      reason: reasonOf(order, customerOf(order), file.currency),
      revenue: revenueOf(order, file, settings),
      discounted: isDiscounted(order, settings.minimumDiscountPercent),
      subscription: false,
      plans: [],
      planProducts: [],
      pending: order.status === 'pending',
      source: null,
      goods: order.lineNames.map((name) => ({ productId: name, revenue: ZERO, cost: null })),
      items: order.items,
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
    // the file is the only source about a customer
    hasOrdersElsewhere: () => false,
    turningDays: () => [],
  };
}
