import type { FinancialStatus, LineRecord, OrderRecord } from '../../store/records';
import { confirmationNumber } from '../confirmation-number';
import { formatMinor, minorDigits, proportion } from '../minor-units';
import { financialStatusNamed } from './financial-status';
import { linesOf } from './lines';
import type { StoredLine } from './lines';
import type { FileFacts } from './load';
import { unpackLines } from './order-line';
import { productKeys } from './products';
import type { Cell, Spill } from './spill';
import { integer, optional, text } from './spill';

// Rows of one call: a call for each row takes 50 % longer.
const PAGE = 500;
const QUERY = `
SELECT lines, key, name, orders.id, customers.id, status, currency, created, cancelled, subtotal, shipping,
  taxes, total, discount, refunded, code, source, tags
FROM orders LEFT JOIN customers USING (customer) WHERE created < ? AND key > ? ORDER BY key LIMIT ${PAGE}`;

/** Streams the files' orders before `until`, each with its lines. */
export function* ordersOf(spill: Spill, facts: FileFacts, until: number): Generator<OrderRecord> {
  const productKey = productKeys(spill);
  let lines = 0;
  for (const cells of pages(spill, until)) {
    const stored = unpackLines(text(cells[0])).map(({ goods }) => ({
      goods,
      product: productKey(goods),
    }));
    const order = orderOf(cells, stored, facts, lines);
    lines += order.lines.length;
    yield order;
  }
}

function* pages(spill: Spill, until: number): Generator<Cell[]> {
  const read = spill.reader(QUERY);
  for (let after = 0; ;) {
    const page = read(until, after);
    yield* page;
    if (page.length < PAGE) return;
    after = integer(page.at(-1)?.[1]);
  }
}

function orderOf(
  cells: Cell[],
  stored: StoredLine[],
  facts: FileFacts,
  linesBefore: number,
): OrderRecord {
  const status = optional(cells[5], statusOf);
  const currencyCode = text(cells[6]);
  const digits = minorDigits(currencyCode);
  const created = new Date(integer(cells[7])).toISOString();
  const cancelledAt = optional(cells[8], (cell) => new Date(integer(cell)).toISOString());
  const [subtotal, shipping] = [integer(cells[9]), integer(cells[10])];
  const code = optional(cells[15], text);
  const whollyRefunded = status === 'REFUNDED';
  const lines: LineRecord[] = linesOf(stored, {
    linesBefore,
    digits,
    subtotal,
    discount: integer(cells[13]),
    code,
    kept: !whollyRefunded,
    goodsTax: facts.taxesIncluded
      ? proportion(integer(cells[11]), subtotal, subtotal + shipping)
      : 0,
  });
  const told = { id: integer(cells[3]), createdAt: created, sourceName: text(cells[16]) };
  return {
    ...told,
    name: text(cells[2]),
    confirmationNumber: confirmationNumber(told),
    processedAt: created,
    updatedAt: cancelledAt !== null && cancelledAt > created ? cancelledAt : created,
    cancelledAt,
    test: false,
    edited: false,
    currencyCode,
    taxesIncluded: facts.taxesIncluded,
    displayFinancialStatus: status,
    customerId: optional(cells[4], integer),
    discountCodes: split(code),
    subtotal: money(cells[9], digits),
    currentSubtotal: whollyRefunded ? formatMinor(0, digits) : money(cells[9], digits),
    refundDiscrepancy: formatMinor(whollyRefunded ? 0 : -integer(cells[14]), digits),
    totalShipping: money(cells[10], digits),
    totalTax: money(cells[11], digits),
    totalPrice: money(cells[12], digits),
    totalRefunded: money(cells[14], digits),
    tags: split(optional(cells[17], text)),
    lines,
  };
}

function money(cell: Cell | undefined, digits: number): string {
  return formatMinor(integer(cell), digits);
}

function statusOf(cell: Cell): FinancialStatus {
  const status = financialStatusNamed(text(cell));
  if (status === undefined) throw new TypeError('no such status was stored');
  return status;
}

function split(list: string | null): string[] {
  if (list === null) return [];
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
