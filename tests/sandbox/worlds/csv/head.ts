import type { FinancialStatus } from '../../store/records';
import { minorDigits } from '../minor-units';
import { COLUMNS } from './columns';
import type { ColumnKey } from './columns';
import { EXPECTED } from './faults';
import type { Clock, Row } from './row';

/** An order's own fields, from its first row; money in minor units, times in milliseconds. */
export interface Head {
  email: string | null;
  phone: string | null;
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
  /** two-letter code of the billing country */
  country: string | null;
}

/** The fields in the order of their storage, each with its column. */
export const FIELDS: readonly (readonly [keyof Head, ColumnKey])[] = [
  ['email', 'email'],
  ['phone', 'phone'],
  ['status', 'financialStatus'],
  ['currency', 'currency'],
  ['created', 'createdAt'],
  ['cancelled', 'cancelledAt'],
  ['subtotal', 'subtotal'],
  ['shipping', 'shipping'],
  ['taxes', 'taxes'],
  ['total', 'total'],
  ['discount', 'discountAmount'],
  ['refunded', 'refundedAmount'],
  ['code', 'discountCode'],
  ['accepts', 'acceptsMarketing'],
  ['source', 'source'],
  ['tags', 'tags'],
  ['country', 'billingCountry'],
];

/** Whether the row has the order's own fields; rows of further lines have none. */
export function isHead(row: Row): boolean {
  return (
    row.text('financialStatus') !== '' ||
    row.text('currency') !== '' ||
    row.text('subtotal') !== '' ||
    row.text('total') !== ''
  );
}

const COUNTRY = /^[A-Z]{2}$/i;

/** @throws BadOrderExport for an unreadable field */
export function readHead(row: Row, created: number, clock: Clock | null): Head {
  const currency = row.currency();
  const digits = minorDigits(currency);
  const refunded = row.amount('refundedAmount', digits);
  if (refunded < 0) throw row.bad('refundedAmount', EXPECTED.notNegative);
  return {
    email: row.text('email').toLowerCase() || null,
    phone: row.phone(),
    status: row.financialStatus(),
    currency,
    created,
    cancelled: row.text('cancelledAt') === '' ? null : row.time('cancelledAt', clock).instant,
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
    country: COUNTRY.exec(row.text('billingCountry'))?.[0].toUpperCase() ?? null,
  };
}

/**
 * The first field in which two heads of one order differ; null if no metric differs. Metrics use neither tags
 * nor country.
 */
export function differenceOf(one: Head, other: Head): { field: keyof Head; column: string } | null {
  for (const [field, key] of FIELDS)
    if (field !== 'tags' && field !== 'country' && one[field] !== other[field])
      return { field, column: COLUMNS[key] };
  return null;
}
