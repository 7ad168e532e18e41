import type { CustomerRecord, OrderRecord, World } from '../store/records';
import { confirmationNumber } from './confirmation-number';
import { journeyOf } from './journey';
import { Random } from './distributions';
import { buyersOf } from './large-shop/buyers';
import type { Buyers } from './large-shop/buyers';
import { goods, line, PRODUCTS } from './large-shop/goods';
import type { Line } from './large-shop/goods';

export interface LargeShopOptions {
  orders: number;
  /** the last order's time */
  until: Date;
  seed?: string | undefined;
  domain?: string | undefined;
  /** days from the first order to the last */
  days?: number | undefined;
  /** of one variant each; 240 where it is not said */
  products?: number | undefined;
}

const DAY = 86_400_000;
const THREE_YEARS = 1095;
const FIRST_ORDER = 5_900_000_000_000;
export const FIRST_CUSTOMER = 7_900_000_000_000;
const FIRST_LINE = 15_900_000_000_000;
const LINES = 2;
const ON_SALE = 0.15;

/**
 * A shop of any size for benchmarks, generated lazily: N orders of two lines from N ÷ 2.5 customers, evenly
 * over three years. It is not realistic; the same options give the same shop.
 */
export function largeShop(options: LargeShopOptions): World {
  const { orders, until, seed = 'large', days = THREE_YEARS, products = PRODUCTS } = options;
  const start = until.getTime() - days * DAY;
  const buyers = buyersOf(orders, seed);
  const timeOf = (index: number): string =>
    new Date(start + Math.floor(((index + 1) / orders) * days * DAY)).toISOString();
  const openedAt = new Date(start).toISOString();
  return {
    shop: {
      domain: options.domain ?? 'large-shop.myshopify.com',
      id: 60_000_000_400,
      name: 'Large shop',
      currencyCode: 'JPY',
      ianaTimezone: 'Asia/Tokyo',
      primaryLocale: 'ja',
      createdAt: openedAt,
      taxesIncluded: true,
      planName: 'Plus',
    },
    products: () => goods(openedAt, products),
    customers: () => customers(buyers, timeOf),
    orders: () => ordersOf(buyers, timeOf, { seed, products }),
  };
}

function* customers(buyers: Buyers, timeOf: (index: number) => string): Generator<CustomerRecord> {
  for (let index = 0; index < buyers.count; index += 1) {
    const came = timeOf(buyers.first[index] ?? 0);
    yield {
      id: FIRST_CUSTOMER + index,
      createdAt: came,
      updatedAt: came,
      firstName: null,
      lastName: null,
      email: `customer${index}@example.com`,
      locale: 'ja',
      tags: index % 9 === 0 ? ['LINE友だち'] : [],
      numberOfOrders: buyers.orders[index] ?? 0,
      amountSpent: '0',
      emailMarketing: { state: index % 2 === 0 ? 'SUBSCRIBED' : 'NOT_SUBSCRIBED', updatedAt: came },
      smsMarketing: null,
      rfmGroup: null,
      dataSaleOptOut: false,
    };
  }
}

function* ordersOf(
  buyers: Buyers,
  timeOf: (index: number) => string,
  { seed, products }: { seed: string; products: number },
): Generator<OrderRecord> {
  const random = new Random(`${seed} goods`);
  let index = 0;
  for (const buyer of buyers.sequence()) {
    const discount = random.chance(ON_SALE) ? 0.1 : 0;
    const lines: Line[] = [];
    for (let place = 0; place < LINES; place += 1) {
      lines.push(line(FIRST_LINE + index * LINES + place, random.next(), discount, products));
    }
    yield order(index, FIRST_CUSTOMER + buyer, timeOf(index), lines, discount > 0);
    index += 1;
  }
}

function order(
  index: number,
  customerId: number,
  time: string,
  lines: readonly Line[],
  onSale: boolean,
): OrderRecord {
  const subtotal = String(lines.reduce((sum, { value }) => sum + value, 0));
  const id = FIRST_ORDER + index;
  return {
    id,
    name: `#${1001 + index}`,
    confirmationNumber: confirmationNumber({ id, createdAt: time, sourceName: 'web' }),
    createdAt: time,
    processedAt: time,
    updatedAt: time,
    cancelledAt: null,
    test: false,
    edited: false,
    currencyCode: 'JPY',
    taxesIncluded: true,
    sourceName: 'web',
    ...journeyOf({ id, createdAt: time, processedAt: time, sourceName: 'web' }),
    displayFinancialStatus: 'PAID',
    customerId,
    discountCodes: onSale ? ['SALE'] : [],
    subtotal,
    currentSubtotal: subtotal,
    refundDiscrepancy: '0',
    totalShipping: '0',
    totalTax: String(lines.reduce((sum, { tax }) => sum + tax, 0)),
    totalPrice: subtotal,
    totalRefunded: '0',
    tags: [],
    lines: lines.map(({ record }) => record),
  };
}
