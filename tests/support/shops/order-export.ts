import type { CustomerRecord, LineRecord, OrderRecord } from '../../sandbox/store/records';
import type { Book } from '../../metrics/oracle/book';
import { minorUnitDigits } from '../../metrics/oracle/currency';
import { compare, parseDecimal, subtract, sum, toDecimal, ZERO } from '../../metrics/oracle/ratio';
import { chanceOf, type Chance } from '../../metrics/books/random-source';

const COLUMNS = [
  'Name',
  'Email',
  'Financial Status',
  'Paid at',
  'Fulfillment Status',
  'Fulfilled at',
  'Accepts Marketing',
  'Currency',
  'Subtotal',
  'Shipping',
  'Taxes',
  'Total',
  'Discount Code',
  'Discount Amount',
  'Shipping Method',
  'Created at',
  'Lineitem quantity',
  'Lineitem name',
  'Lineitem price',
  'Lineitem compare at price',
  'Lineitem sku',
  'Lineitem requires shipping',
  'Lineitem taxable',
  'Lineitem fulfillment status',
  'Notes',
  'Note Attributes',
  'Cancelled at',
  'Payment Method',
  'Refunded Amount',
  'Vendor',
  'Id',
  'Phone',
  'Tags',
  'Source',
  'Lineitem discount',
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/** `2024-03-01 09:00:00 +0900`: the instant in a fixed offset of so many minutes. */
function stamp(instant: string, offset: number): string {
  const shifted = new Date(Date.parse(instant) + offset * 60_000).toISOString();
  const clock = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join('');
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 19)} ${offset < 0 ? '-' : '+'}${clock}`;
}

function oddCase(chance: Chance, text: string): string {
  return chance.pick([
    text,
    text,
    text.toUpperCase(),
    text.charAt(0).toUpperCase() + text.slice(1),
  ]);
}

function emailOf(chance: Chance, customer: CustomerRecord | undefined): string {
  const email = customer?.email ?? null;
  if (email === null || chance.happens(0.06)) return '';
  return chance.pick([email, email, ` ${oddCase(chance, email)}`, `${email.toUpperCase()} `]);
}

/** A phone number of the customer, of a household, or an invalid one; written as people write them. */
function phoneOf(chance: Chance, customer: CustomerRecord | undefined): string {
  if (customer === undefined || chance.happens(0.4)) return '';
  const number = String(10_000_000 + (chance.happens(0.2) ? customer.id % 5 : customer.id));
  return chance.pick([
    `+81${number}`,
    `+81 ${number.slice(0, 2)}-${number.slice(2)} `,
    number.slice(2),
    '123-456',
  ]);
}

function discountOf(line: LineRecord) {
  return sum(line.allocations.map((share) => parseDecimal(share.amount)));
}

function lineRow(line: LineRecord, digits: number): Row {
  const list = parseDecimal(line.originalTotal);
  const price = { ...list, denominator: list.denominator * BigInt(line.quantity) };
  return {
    'Lineitem quantity': String(line.quantity),
    'Lineitem name': `${line.title}, "the good one"`,
    'Lineitem price': toDecimal(price, digits),
    'Lineitem sku': line.sku ?? '',
    'Lineitem requires shipping': 'true',
    'Lineitem taxable': 'true',
    'Lineitem fulfillment status': 'fulfilled',
    'Lineitem discount': toDecimal(discountOf(line), digits),
  };
}

function refundedOf(chance: Chance, order: OrderRecord): string {
  const digits = minorUnitDigits(order.currencyCode);
  if (order.displayFinancialStatus === 'REFUNDED') return order.totalPrice;
  if (order.displayFinancialStatus !== 'PARTIALLY_REFUNDED') return toDecimal(ZERO, digits);
  const goods = subtract(parseDecimal(order.subtotal), parseDecimal(order.currentSubtotal));
  // goods added later exceed the returned ones
  if (compare(goods, ZERO) < 0) return toDecimal(ZERO, digits);
  const total = parseDecimal(order.totalPrice);
  return toDecimal(chance.happens(0.1) || compare(goods, total) > 0 ? total : goods, digits);
}

function orderRows(
  chance: Chance,
  order: OrderRecord,
  customer: CustomerRecord | undefined,
  offset: number,
): Row[] {
  const digits = minorUnitDigits(order.currencyCode);
  const status = (order.displayFinancialStatus ?? 'PAID').toLowerCase();
  const [first, ...others] = order.lines.map((line) => lineRow(line, digits));
  const email = emailOf(chance, customer);
  const createdAt = stamp(order.createdAt, offset);
  const head: Row = {
    Name: order.name,
    Email: email,
    'Financial Status': oddCase(chance, status),
    'Accepts Marketing': chance.pick(['yes', 'no', 'no']),
    Currency: order.currencyCode,
    Subtotal: order.subtotal,
    Shipping: order.totalShipping,
    Taxes: order.totalTax,
    Total: order.totalPrice,
    'Discount Code': order.discountCodes[0] ?? '',
    'Discount Amount': toDecimal(sum(order.lines.map(discountOf)), digits),
    'Created at': createdAt,
    'Cancelled at': order.cancelledAt === null ? '' : stamp(order.cancelledAt, offset),
    'Payment Method': 'manual',
    'Refunded Amount': refundedOf(chance, order),
    Vendor: 'Omega',
    Id: String(5_000_000_000 + order.id),
    Source: 'web',
    Phone: phoneOf(chance, customer),
    ...first,
  };
  const rest = { Name: order.name, Email: email, 'Created at': createdAt, Vendor: 'Omega' };
  return [head, ...others.map((line) => ({ ...rest, ...line }))];
}

function csvRow(row: Row): string {
  return COLUMNS.map((column) => {
    const value = row[column] ?? '';
    return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  }).join(',');
}

/**
 * A Shopify order export of a book, as untidy as real ones: orders in no order, e-mail addresses in
 * mixed case with spaces or missing, phones, names that two orders carry, statuses in odd case, quotes in
 * names. An order's rows stay together, its fields on the first. Facts that an export lacks (tests, gift cards,
 * plans) are lost.
 */
export function toOrderExport(book: Book, seed = 1): string {
  const chance = chanceOf(seed);
  const customers = new Map(book.customers.map((customer) => [customer.id, customer]));
  const offset = chance.pick([0, 540, 345, -300, -210]);
  const shuffled = book.orders
    .map((order) => ({ order, key: chance.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ order }) => order);
  const named = shuffled.map((order, index) =>
    chance.happens(0.05) ? { ...order, name: shuffled[index - 1]?.name ?? order.name } : order,
  );
  const rows = named.flatMap((order) =>
    orderRows(chance, order, customers.get(order.customerId ?? -1), offset),
  );
  return [COLUMNS.join(','), ...rows.map(csvRow)].join('\n') + '\n';
}

/**
 * The same export in one to four files, each with columns in an order of its own: rows are shuffled, and some orders
 * are in the files twice. This changes no number.
 */
export function inParts(text: string, seed: number): string[] {
  const chance = chanceOf(seed);
  const [header = '', ...rows] = text.trimEnd().split('\n');
  const nameOf = (row: string): string => row.slice(0, row.indexOf(','));
  const twice = new Set(rows.map(nameOf).filter(() => chance.happens(0.05)));
  const all = [...rows, ...rows.filter((row) => twice.has(nameOf(row)))];
  const files = Array.from({ length: chance.whole(1, 4) }, (): string[] => []);
  for (const { row } of all
    .map((row) => ({ row, key: chance.next() }))
    .sort((a, b) => a.key - b.key))
    files[chance.whole(0, files.length - 1)]?.push(row);
  return files.map((own) => {
    const order = COLUMNS.map((_, index) => ({ index, key: chance.next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ index }) => index);
    const lines = [header, ...own].map((row) => {
      const cells =
        row.match(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];
      return order.map((index) => cells[index] ?? '').join(',');
    });
    return `${lines.join('\n')}\n`;
  });
}
