import { BadOrderExport, quoted } from './bad-order-export';

/** The columns of Shopify's order export that are read; every other one is ignored. */
export const COLUMNS = {
  name: 'Name',
  email: 'Email',
  financialStatus: 'Financial Status',
  currency: 'Currency',
  subtotal: 'Subtotal',
  shipping: 'Shipping',
  taxes: 'Taxes',
  total: 'Total',
  createdAt: 'Created at',
  acceptsMarketing: 'Accepts Marketing',
  discountCode: 'Discount Code',
  discountAmount: 'Discount Amount',
  cancelledAt: 'Cancelled at',
  refundedAmount: 'Refunded Amount',
  id: 'Id',
  source: 'Source',
  tags: 'Tags',
  lineQuantity: 'Lineitem quantity',
  lineName: 'Lineitem name',
  linePrice: 'Lineitem price',
  lineSku: 'Lineitem sku',
} as const;

export type ColumnKey = keyof typeof COLUMNS;

// Without these no order has a time, a customer or a value; without the others some facts are simply not known.
const REQUIRED: readonly ColumnKey[] = [
  'name',
  'email',
  'financialStatus',
  'currency',
  'subtotal',
  'shipping',
  'taxes',
  'total',
  'createdAt',
];

const MISSED: readonly (readonly [ColumnKey, string])[] = [
  ['cancelledAt', 'no order is known to be cancelled'],
  ['refundedAmount', 'no partial refund is known'],
  ['discountAmount', 'discounts without a code are not known'],
  ['discountCode', 'discount codes are not known'],
  ['acceptsMarketing', 'no customer counts as subscribed'],
  ['id', 'orders got numbers of their own'],
];

export interface Columns {
  /** position of a column, -1 where the file has none */
  at(key: ColumnKey): number;
  width: number;
  /** what cannot be known because an optional column is missing, one sentence each */
  notes: string[];
}

const KEYS = Object.keys(COLUMNS).filter((key): key is ColumnKey => key in COLUMNS);

/**
 * Finds the columns by their titles, in any order and any case.
 * @throws BadOrderExport when a needed column is missing or a read one stands there twice
 */
export function readHeader(titles: readonly string[], line: number): Columns {
  const seen = titles.map((title) => title.trim().toLowerCase());
  const find = (key: ColumnKey): number => {
    const title = COLUMNS[key].toLowerCase();
    const first = seen.indexOf(title);
    if (first !== -1 && seen.indexOf(title, first + 1) !== -1) {
      throw new BadOrderExport({
        line,
        column: COLUMNS[key],
        expected: 'this column once',
        found: 'it twice',
      });
    }
    return first;
  };
  const position = new Map(KEYS.map((key) => [key, find(key)]));
  const has = (key: ColumnKey): boolean => (position.get(key) ?? -1) !== -1;

  const missing = REQUIRED.filter((key) => !has(key)).map((key) => COLUMNS[key]);
  const [first] = missing;
  if (first !== undefined) {
    throw new BadOrderExport({
      line,
      column: first,
      expected: `the header of a Shopify order export with ${missing.map((title) => `"${title}"`).join(', ')}`,
      found: quoted(titles.join(',')),
    });
  }
  return {
    at: (key) => position.get(key) ?? -1,
    width: titles.length,
    notes: MISSED.filter(([key]) => !has(key)).map(
      ([key, sentence]) => `No column "${COLUMNS[key]}": ${sentence}.`,
    ),
  };
}
