import { BadOrderExport } from './bad-order-export';
import { FAULTS } from './faults';

/** The columns of Shopify's order export that the reader uses; it ignores all others. */
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
  phone: 'Phone',
  billingCountry: 'Billing Country',
  lineQuantity: 'Lineitem quantity',
  lineName: 'Lineitem name',
  linePrice: 'Lineitem price',
  lineSku: 'Lineitem sku',
} as const;

export type ColumnKey = keyof typeof COLUMNS;

// Without these an order has no time, customer or value; without the others only some facts are unknown.
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

export interface Columns {
  /** position of each column, -1 if the file lacks it */
  at: Readonly<Partial<Record<ColumnKey, number>>>;
  width: number;
}

const KEYS = Object.keys(COLUMNS).filter((key): key is ColumnKey => key in COLUMNS);

/** The columns that a header lacks. */
export function missingIn({ at }: Columns): ColumnKey[] {
  return KEYS.filter((key) => at[key] === -1);
}

/** The number of required columns among these titles. */
export function fitOf(titles: readonly string[]): number {
  const seen = new Set(titles.map(plain));
  return REQUIRED.filter((key) => seen.has(plain(COLUMNS[key]))).length;
}

/** Whether the cells are a header, anywhere in the file. */
export function isHeader(cells: readonly string[]): boolean {
  return cells.length >= REQUIRED.length && fitOf(cells) === REQUIRED.length;
}

/**
 * Finds the columns by their titles, in any order and any case.
 * @throws BadOrderExport when a required column is missing or a used one appears twice
 */
export function readHeader(titles: readonly string[], line: number): Columns {
  const seen = titles.map(plain);
  const find = (key: ColumnKey): number => {
    const title = plain(COLUMNS[key]);
    const first = seen.indexOf(title);
    if (first !== -1 && seen.indexOf(title, first + 1) !== -1)
      throw new BadOrderExport({ line, column: COLUMNS[key], ...FAULTS.twoColumns });
    return first;
  };
  const at: Partial<Record<ColumnKey, number>> = {};
  for (const key of KEYS) at[key] = find(key);

  const missing = REQUIRED.filter((key) => at[key] === -1).map((key) => COLUMNS[key]);
  const [first] = missing;
  if (first !== undefined)
    throw new BadOrderExport({
      line,
      column: first,
      ...FAULTS.noColumns(missing, titles.join(',')),
    });
  return { at, width: titles.length };
}

function plain(title: string): string {
  return title.replace(/\s+/g, ' ').trim().toLowerCase();
}
