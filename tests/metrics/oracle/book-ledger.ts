import type { CustomerRecord } from '../../sandbox/store/records';
import type { Book } from './book';
import { calendarOf, dayOf, type Day } from './calendar';
import type { Ledger } from './ledger';
import { orderFact } from './order-facts';
import { parseDecimal, type Ratio } from './ratio';
import type { OracleSettings } from './settings';

/** A book's orders and customers as facts. */
export function ledgerOfBook(book: Book, settings: OracleSettings): Ledger {
  const dayOfInstant = calendarOf(book.timezone);
  const installed = settings.installedOn === null ? null : dayOf(settings.installedOn);
  const customers = new Map(book.customers.map((customer) => [String(customer.id), customer]));
  const unitCosts = new Map<number, Ratio>();
  for (const variant of book.products.flatMap((product) => product.variants))
    if (variant.unitCost !== null) unitCosts.set(variant.id, parseDecimal(variant.unitCost));

  const consents = (customer: CustomerRecord | undefined): (Day | null)[] =>
    [customer?.emailMarketing, customer?.smsMarketing]
      .filter((consent) => consent?.state === 'SUBSCRIBED')
      .map((consent) =>
        consent?.updatedAt == null ? null : dayOfInstant(Date.parse(consent.updatedAt)),
      );
  /** The day from which facts without a date are known: the day of install. */
  const known = (day: Day | null, asOf: Day): boolean =>
    day === null ? installed === null || installed < asOf : day < asOf;

  const read = Map.groupBy(book.orders, (order) => String(order.customerId));

  return {
    currency: book.currency,
    timezone: book.timezone,
    orders: book.orders.map((order) =>
      orderFact(order, { currency: book.currency, dayOfInstant }, unitCosts, settings),
    ),
    productTitles: new Map(book.products.map((product) => [String(product.id), product.title])),
    subscribed: (customer, asOf) =>
      consents(customers.get(customer)).some((day) => known(day, asOf)),
    hasTag: (customer, tags, asOf) =>
      known(null, asOf) && tags.some((tag) => customers.get(customer)?.tags.includes(tag) === true),
    hasOrdersElsewhere: (customer) =>
      (customers.get(customer)?.numberOfOrders ?? 0) > (read.get(customer)?.length ?? 0),
    turningDays: (customer) =>
      [...consents(customers.get(customer)), installed].filter((day) => day !== null),
  };
}
