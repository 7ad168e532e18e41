import type { CustomerRecord, ProductRecord } from '../../sandbox/store/records';
import type { Book } from '../oracle/book';
import { dayOf, dayText } from '../oracle/calendar';
import type { OracleReport } from '../oracle/oracle';
import type { OracleSettings } from '../oracle/settings';
import { handOrder, type LineSpec, type OrderSpec } from './hand-order';
import { customerOf, productOf } from './shop-records';

export { productOf };
export type { LineSpec, OrderSpec };

/** The parts of a report that a hand-made book states. */
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

/** A book from its relevant parts; default: in yen and in Tokyo. */
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
    orders: spec.orders.map((order, index) => handOrder(order, index, currency)),
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
