import type { FinancialStatus } from '../../records';
import { minorDigits } from '../minor-units';
import type { Row } from './row';

/** An order's own fields, which stand on its first row only; money in minor units, times in milliseconds. */
export interface Head {
  line: number;
  id: number | null;
  email: string | null;
  status: FinancialStatus | null;
  currency: string;
  created: number;
  cancelled: number | null;
  subtotal: number;
  shipping: number;
  taxes: number;
  total: number;
  discount: number;
  refunded: number;
  code: string | null;
  accepts: number;
  source: string;
  tags: string | null;
  digits: number;
}

const STORED = [
  'line',
  'id',
  'email',
  'status',
  'currency',
  'created',
  'cancelled',
  'subtotal',
  'shipping',
  'taxes',
  'total',
  'discount',
  'refunded',
  'code',
  'accepts',
  'source',
  'tags',
] as const;

export const HEAD_COLUMNS = STORED.join(', ');

/** The values of {@link HEAD_COLUMNS}; nulls where the order's first row has not been met. */
export function headValues(head: Head | null): (string | number | null)[] {
  return STORED.map((column) => head?.[column] ?? null);
}

/** Rows of further lines leave all of these empty. */
export function isHead(row: Row): boolean {
  return (
    row.text('financialStatus') !== '' ||
    row.text('currency') !== '' ||
    row.text('subtotal') !== '' ||
    row.text('total') !== ''
  );
}

/** @throws BadOrderExport when a field cannot be read */
export function readHead(row: Row): Head {
  const currency = row.currency();
  const digits = minorDigits(currency);
  const refunded = row.amount('refundedAmount', digits);
  if (refunded < 0) throw row.bad('refundedAmount', 'an amount of 0 or more');
  return {
    line: row.line,
    id: row.whole('id', '5000000001'),
    email: row.text('email').toLowerCase() || null,
    status: row.financialStatus(),
    currency,
    created: row.time('createdAt').instant,
    cancelled: row.text('cancelledAt') === '' ? null : row.time('cancelledAt').instant,
    subtotal: row.amount('subtotal', digits, { required: true }),
    shipping: row.amount('shipping', digits),
    taxes: row.amount('taxes', digits),
    total: row.amount('total', digits, { required: true }),
    discount: row.amount('discountAmount', digits),
    refunded,
    code: row.text('discountCode') || null,
    accepts: row.acceptsMarketing() ? 1 : 0,
    source: row.text('source') || 'web',
    tags: row.text('tags') || null,
    digits,
  };
}
