import type { CustomerRecord, OrderRecord, World } from '../store/records';
import { Random } from './distributions';
import { befall } from './tea/aftermath';
import { arrivals } from './tea/arrivals';
import { dayOf, instantOf } from './tea/calendar';
import { productRecords } from './tea/catalogue';
import { eraOf, lifeOf } from './tea/life';
import type { Era } from './tea/life';
import { orderRecord } from './tea/order-record';
import { customerId, customerRecord } from './tea/people';
import type { Purchase } from './tea/purchase';
import { ticketFor } from './tea/ticket';
import type { Ticket } from './tea/ticket';
import { guests, purchasesOf, testOrders } from './tea/visits';

export interface TeaShopOptions {
  /** the shop's current time; nothing happens later */
  until: Date;
  seed?: string | undefined;
  /** days since the first order, today included */
  days?: number | undefined;
  /** approximate number of buying customers */
  customers?: number | undefined;
  /** the part of these days before the shop moved to Shopify (its older orders are imports) */
  daysBeforeShopify?: number | undefined;
  domain?: string | undefined;
  name?: string | undefined;
}

export interface TeaShopWorld extends World {
  products(): ReturnType<typeof productRecords>;
  customers(): CustomerRecord[];
  orders(): OrderRecord[];
}

const THIRTY_MONTHS = 913;
const GUESTS_PER_CUSTOMER = 0.11;
const READERS_PER_CUSTOMER = 0.03;

/**
 * A Japanese tea shop: yen, tax included, Tokyo, by default 30 months with about 12,000 customers and 30,000
 * orders. The same Tokyo day of `until` and the same seed give the same shop; a later hour of the day adds
 * the orders of that hour.
 */
export function teaShop(options: TeaShopOptions): TeaShopWorld {
  const { seed = 'tea-shop', days = THIRTY_MONTHS, customers = 11_600 } = options;
  const until = options.until.getTime();
  const today = dayOf(until);
  const era = eraOf(today - days + 1, today);
  const openedAt = instantOf(era.start + (options.daysBeforeShopify ?? 75), 0);
  const random = new Random(`${seed} ${today}`);

  const { purchases, since } = population(era, customers, random);
  const tickets = purchases
    .filter(({ instant }) => instant < until)
    .sort((a, b) => a.instant - b.instant || (a.customerId ?? 0) - (b.customerId ?? 0))
    .map((purchase) => {
      const ticket = ticketFor(purchase);
      befall(ticket, until, new Random(`${seed} ${purchase.instant} ${purchase.customerId ?? ''}`));
      return ticket;
    });

  const bounds = { openedAt, until };
  const orders = tickets.map((ticket, index) => orderRecord(ticket, index, openedAt));
  const people = peopleOf(tickets, since, bounds, seed);
  const catalogue = productRecords(new Date(openedAt).toISOString());
  return {
    shop: {
      domain: options.domain ?? 'tea-shop.myshopify.com',
      id: 60_000_000_100,
      name: options.name ?? '茶舗 みどり野',
      currencyCode: 'JPY',
      ianaTimezone: 'Asia/Tokyo',
      primaryLocale: 'ja',
      createdAt: new Date(openedAt).toISOString(),
      taxesIncluded: true,
      planName: 'Basic',
    },
    products: () => catalogue,
    customers: () => people,
    orders: () => orders,
  };
}

/** The customers' arrivals and purchases; `since` has each customer's arrival, by index. */
function population(
  era: Era,
  expected: number,
  random: Random,
): { purchases: Purchase[]; since: number[] } {
  const purchases: Purchase[] = [];
  const since: number[] = [];
  for (const { kind, day } of arrivals(era, expected, random)) {
    const visits = lifeOf(kind, day, era, random);
    const own = purchasesOf(visits, customerId(since.length), random).filter(
      ({ instant }) => dayOf(instant) >= era.start,
    );
    since.push(Math.min(...own.map(({ instant }) => instant)));
    purchases.push(...own);
  }
  const perDay = (expected * GUESTS_PER_CUSTOMER) / (era.end - era.start + 1);
  purchases.push(...guests(era, perDay, random));
  purchases.push(...testOrders(era, customerId(since.length), random));
  since.push(instantOf(era.start, 0));
  // Newsletter subscribers without orders.
  for (let count = Math.round(expected * READERS_PER_CUSTOMER); count > 0; count -= 1) {
    since.push(instantOf(random.whole(era.start, era.end), random.whole(0, 86_399)));
  }
  return { purchases, since };
}

function peopleOf(
  tickets: readonly Ticket[],
  since: readonly number[],
  bounds: { openedAt: number; until: number },
  seed: string,
): CustomerRecord[] {
  const owned = new Map<number, Ticket[]>();
  for (const ticket of tickets) {
    const id = ticket.purchase.customerId;
    if (id === null) continue;
    const own = owned.get(id);
    if (own === undefined) owned.set(id, [ticket]);
    else own.push(ticket);
  }
  return since.flatMap((came, index) => {
    if (came >= bounds.until) return [];
    const own = owned.get(customerId(index)) ?? [];
    return [customerRecord(index, came, own, bounds, new Random(`${seed} person ${index}`))];
  });
}
