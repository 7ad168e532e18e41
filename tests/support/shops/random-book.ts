import type { CustomerRecord, OrderRecord, ProductRecord } from '../../sandbox/store/records';
import type { Book } from '../../metrics/oracle/book';
import { dayOf, dayText } from '../../metrics/oracle/calendar';
import type { OracleSettings, ProductRole } from '../../metrics/oracle/settings';
import { customerOf, productOf } from '../../metrics/books/shop-records';
import { randomAnswers } from '../../metrics/books/random-answers';
import { randomOrder } from '../../metrics/books/random-order';
import { randomDay, randomInstant } from '../../metrics/books/random-time';
import { chanceOf, type Chance } from '../../metrics/books/random-source';

export interface RandomBookOptions {
  currency?: string;
  timezone?: string;
  taxesIncluded?: boolean;
  customers?: number;
  /** orders are within this many days before `asOf`, and a few after it */
  days?: number;
  /** YYYY-MM-DD */
  asOf?: string;
}

const ZONES = [
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'America/New_York',
  'Pacific/Chatham',
  'America/St_Johns',
  'Africa/Cairo',
] as const;
const PRODUCTS = 8;

function randomCustomer(
  chance: Chance,
  id: number,
  asOf: string,
  timezone: string,
): CustomerRecord {
  const consent = (): CustomerRecord['emailMarketing'] =>
    chance.happens(0.4)
      ? {
          state: chance.pick(['SUBSCRIBED', 'SUBSCRIBED', 'UNSUBSCRIBED', 'NOT_SUBSCRIBED']),
          updatedAt: randomInstant(chance, randomDay(chance, asOf, 300), timezone),
        }
      : null;
  const tags = ['LINE', 'TASTING', 'VIP'].filter(() => chance.happens(0.1));
  return customerOf(id, { tags, emailMarketing: consent(), smsMarketing: consent() });
}

/** Orders of one customer: a first one, then more at this customer's own pace. */
function ordersOfCustomer(
  chance: Chance,
  base: Omit<Parameters<typeof randomOrder>[1], 'id' | 'day' | 'subscription'>,
  asOf: string,
  days: number,
  nextId: () => number,
): OrderRecord[] {
  const saleOnly = chance.happens(0.15);
  const subscriber = chance.happens(0.25);
  const pace = chance.pick([7, 30, 30, 60, 120]);
  const count = chance.pick([1, 1, 1, 2, 2, 3, 5, 8, 12]);
  const orders: OrderRecord[] = [];
  let day = randomDay(chance, asOf, days);
  for (let index = 0; index < count && day < dayOf(asOf) + 3; index += 1) {
    const wish = { ...base, saleOnly, day, subscription: subscriber && index > 0 };
    orders.push(randomOrder(chance, { ...wish, id: nextId() }));
    if (chance.happens(0.1)) orders.push(randomOrder(chance, { ...wish, id: nextId() }));
    day += Math.max(0, chance.whole(pace - 6, pace + 6));
  }
  return orders;
}

/**
 * A random shop: several currencies, guests, refunds, discounts, gift cards, subscriptions,
 * several orders a day, times near midnight. Meant to be read as of `options.asOf` (2024-06-01).
 */
export function randomBook(seed: number, options: RandomBookOptions = {}): Book {
  const chance = chanceOf(seed);
  const timezone = options.timezone ?? chance.pick(ZONES);
  const currency = options.currency ?? chance.pick(['JPY', 'USD', 'KWD', 'JPY']);
  const taxesIncluded = options.taxesIncluded ?? chance.happens(0.5);
  const asOf = options.asOf ?? '2024-06-01';
  const days = options.days ?? chance.pick([80, 400, 640, 1000, 2200]);
  // a quarter with 30 newcomers or more has numbers of its own
  const count = options.customers ?? (days === 400 || days === 640 ? 450 : 150);
  const ids = Array.from({ length: count }, (_, index) => 901 + 7 * index);
  let lastId = 5000;
  const nextId = (): number => (lastId += 1);
  const base = { timezone, currency, taxesIncluded, products: PRODUCTS, saleOnly: false };
  const orders = ids.flatMap((customerId) =>
    ordersOfCustomer(
      chance,
      { ...base, customerId: chance.happens(0.05) ? null : customerId },
      asOf,
      days,
      nextId,
    ),
  );
  const products: ProductRecord[] = Array.from({ length: PRODUCTS }, (_, index) =>
    productOf(index + 1, chance.happens(0.7) ? String(chance.whole(0, 3)) : null),
  );
  const customers = ids.map((id) => randomCustomer(chance, id, asOf, timezone));
  // some shops lack a part of their history
  const elsewhere = chance.pick([0, 0, 0.03, 0.3]);
  for (const customer of customers)
    if (chance.happens(elsewhere)) customer.numberOfOrders = orders.length;
  return {
    name: `chance ${String(seed)}`,
    currency,
    timezone,
    orders: chance.happens(0.5) ? numbered(chance, orders) : orders,
    customers,
    products,
  };
}

/** The orders named in the order of time, as Shopify does, from 1001 or a later number on. */
function numbered(chance: Chance, orders: readonly OrderRecord[]): OrderRecord[] {
  const start = chance.pick([1001, 1002, 1400]);
  const [prefix, suffix] = chance.pick([
    ['#', ''],
    ['EN', '-JP'],
  ]);
  const skipped = chance.pick([0, 0.2, 0.6]);
  let number = start - 1;
  return orders
    .toSorted((a, b) => Date.parse(a.processedAt) - Date.parse(b.processedAt) || a.id - b.id)
    .map((order) => {
      number += chance.happens(skipped) ? 2 : 1;
      return { ...order, name: `${prefix}${String(number)}${suffix}` };
    });
}

/** Random settings for a book of `randomBook`. */
export function randomSettings(seed: number, book: Book, asOf = '2024-06-01'): OracleSettings {
  const chance = chanceOf(seed + 1);
  const roles: ProductRole[] = ['trial', 'main', 'backEnd', 'crossSell'];
  const dated = (customer: CustomerRecord) => ({
    customerId: customer.id,
    at: randomInstant(chance, randomDay(chance, asOf, 300), book.timezone),
  });
  const some = (share: number): CustomerRecord[] =>
    book.customers.filter(() => chance.happens(share));
  return {
    counting: chance.pick(['day', 'day', 'order']),
    revenueBasis: chance.pick(['net', 'net', 'withTax']),
    minimumDiscountPercent: chance.pick([0, 0, 10, 7.5]),
    lapseDays: chance.pick([null, null, 90]),
    durationDays: chance.pick([null, null, 200]),
    healthLine: { revenue: chance.whole(1, 60), purchases: chance.whole(2, 4) },
    defaultMargin: chance.pick([null, 0.6]),
    productRoles: Object.fromEntries(
      roles.slice(0, chance.whole(0, 4)).map((role, index) => [String(index + 1), role]),
    ),
    followerTags: ['LINE'],
    eventTags: ['TASTING'],
    fanClubMinimum: chance.pick([4, 4, 3]),
    loyalPurchases: seed % 3 === 0 ? 4 : 3,
    installedOn: chance.pick([null, '2024-05-01']),
    ...randomAnswers(chance, book, asOf),
    brought: [...some(0.1), ...some(0.1), ...some(0.1), ...some(0.1)].map(dated),
    advertising: [
      { month: '2024-03', spend: 90_000 },
      { month: '2024-05', spend: 40_000 },
      { month: '2024-06', spend: 70_000 },
    ],
    retention: chance.happens(0.5)
      ? { systems: 100, people: 2, costOfOne: 300, customers: chance.pick([null, 50]) }
      : null,
    newcomersFrom: chance.pick([null, null, '2023-09-15', '2024-01-31']),
    healthYear: { revenue: chance.pick([20, 3000, 15_000]), repeaters: 0.6 },
    orderCost: chance.pick([null, { amount: 600, share: 0.036 }, { amount: 0, share: 0.1 }]),
    unitCosts: chance.happens(0.5) ? [] : randomUnitCosts(chance, book, asOf),
  };
}

/** Own unit costs of some products and variants, several days for some. */
function randomUnitCosts(
  chance: Chance,
  { products }: Book,
  asOf: string,
): OracleSettings['unitCosts'] {
  const day = () => dayText(randomDay(chance, asOf, 600));
  return products
    .flatMap(({ id, variants }) =>
      [null, ...variants.map((variant) => variant.id)].map((variant) => ({ product: id, variant })),
    )
    .filter(() => chance.happens(0.4))
    .flatMap((of) => [
      ...(chance.happens(0.6) ? [{ ...of, from: null, cost: String(chance.whole(0, 4)) }] : []),
      ...[...new Set([day(), day()])].map((from) => ({
        ...of,
        from,
        cost: `${chance.whole(0, 3)}.5`,
      })),
    ]);
}
