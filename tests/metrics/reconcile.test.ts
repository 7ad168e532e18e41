import { beforeAll, describe, expect, it } from 'vitest';
import type {
  Listed,
  ListedOrder,
  OrderList,
} from '../../app/metrics/reconcile/listed-orders.server';
import { LEFT_OUT_REASONS } from '../../app/terms/left-out-reasons';
import { RECONCILE_LINES, type ReconcileLine } from '../../app/terms/reconcile-lines';
import { database } from '../support/database';
import { measured, shopWith } from '../support/numbers/measure';
import { randomBook } from '../support/shops/random-book';
import { handBook, type OrderSpec } from './books/build';
import { minorUnitDigits } from './oracle/currency';
import { ratio, roundHalfUp, sum, toNumber, type Ratio } from './oracle/ratio';
import { reconciledOrders, type OracleLine } from './oracle/reconcile';
import type { OracleSettings } from './oracle/settings';
import type { Book } from './oracle/book';

const db = await database();
const { reconcile } = await import('../../app/metrics/reconcile/reconcile.server');
const { listOrders } = await import('../../app/metrics/reconcile/listed-orders.server');
const { ordersInParts } = await import('../../app/metrics/reconcile/orders-in-parts.server');

const AS_OF = '2024-06-01';

async function reconciled(
  book: Book,
  period: { from: string; to: string },
  settings: Partial<OracleSettings> = {},
) {
  const shop = await shopWith(db, book, settings);
  const numbers = await measured(shop, AS_OF);
  const decimals = minorUnitDigits(book.currency);
  const rules = {
    ...{ shop, currency: book.currency, timezone: book.timezone, minimumDiscount: 0, decimals },
    revenueBasis: settings.revenueBasis ?? ('net' as const),
  };
  const found = await reconcile(shop, rules, period);
  if (found === null) throw new Error('slow');
  const listed = async (which: Listed, most?: number) => {
    const all: ListedOrder[] = [];
    for await (const part of ordersInParts(shop, rules, which, most)) all.push(...part);
    return all;
  };
  const page = async (which: Listed, at: number): Promise<OrderList> => {
    const list = await listOrders(shop, rules, which, at);
    if (list === null) throw new Error('slow');
    return list;
  };
  const units = (amount: number) => Math.round(amount * 10 ** decimals);
  const amounts = Object.fromEntries(
    RECONCILE_LINES.map((line) => [line, found.lines[line].amount]),
  ) as Record<ReconcileLine, number>;
  return { shop, rules, found, numbers, listed, page, units, amounts, decimals };
}

const at = '2024-05-01';
const SPECS: OrderSpec[] = [
  // 3 x 1,100 with 300 of tax in it and 300 off; 2 kept
  {
    ...{ customer: 1, at, taxesIncluded: true, status: 'PARTIALLY_REFUNDED', discrepancy: -50 },
    lines: [{ price: 1100, quantity: 3, kept: 2, discount: 300, tax: 300, product: 1 }],
  },
  // goods 2,000, a gift card 5,000 and a tip of 400
  {
    ...{ customer: 2, at },
    lines: [
      { price: 2000, product: 2 },
      { price: 5000, giftCard: true },
      { price: 400, tip: true },
    ],
  },
  { customer: 3, at, amount: 700, test: true },
  { customer: 3, at, cancelled: true, lines: [{ price: 900, discount: 100, product: 1 }] },
  { customer: 4, at, amount: 600, status: 'REFUNDED' },
  { customer: 4, at, amount: 500, status: 'VOIDED' },
  { customer: 5, at, lines: [{ price: 3000, giftCard: true }] },
  { customer: 5, at, lines: [{ price: 800, discount: 800, product: 1 }] },
  { customer: null, at, amount: 350 },
  { customer: 6, at, amount: 100, discrepancy: -150 },
  { customer: 6, at, currency: 'EUR', amount: 12 },
  // the day after, in Tokyo
  { customer: 6, at: '2024-05-01T15:00:00Z', amount: 1 },
];

describe('a reconciliation on paper', () => {
  const book = handBook({ name: 'reconciled', asOf: AS_OF, orders: SPECS, expected: {} });
  let paper: Awaited<ReturnType<typeof reconciled>>;
  beforeAll(async () => {
    paper = await reconciled(book, { from: at, to: at });
  });

  it('leads from prices over Shopify’s gross sales to the revenue of the numbers', () => {
    expect(paper.amounts).toEqual({
      // 3,300 + 7,400 + 700 + 900 + 600 + 500 + 3,000 + 800 + 350 + 100
      placed: 17_650,
      test: -700,
      giftCards: -8000,
      tips: -400,
      gross: 8550,
      discounts: -1200,
      cancelled: -800,
      voided: -500,
      refunded: -600,
      giftCardOnly: 0,
      zeroValue: 0,
      // a third of 3,000
      returns: -1000,
      refundDifference: -200,
      // two thirds of 300
      tax: -200,
      // 100 - 150
      belowZero: 50,
      shop: 4100,
      noCustomer: -350,
      rounding: 0,
      // 2,000 - 50 - 200, and 2,000
      counted: 3750,
    });
    expect(paper.found).toMatchObject({ otherCurrency: 1, inNumbers: 3750 });
  });

  it('opens the orders of each line: those that it has an amount of, or those with its reason', async () => {
    const period = { from: at, to: at };
    const namesOf = async (line: ReconcileLine) =>
      (await paper.listed({ line, period })).map(({ name, amount }) => `${name} ${amount}`);
    expect(await namesOf('giftCards')).toEqual(['#1007 -3000', '#1002 -5000']);
    expect(await namesOf('tips')).toEqual(['#1002 -400']);
    expect(await namesOf('giftCardOnly')).toEqual(['#1007 0']);
    expect(await namesOf('counted')).toEqual(['#1002 2000', '#1001 1750']);
    expect(await namesOf('belowZero')).toEqual(['#1010 50']);
    expect(paper.found.lines.zeroValue).toEqual({ amount: 0, orders: 1 });
  });

  it('lists left-out orders of all days by their reason, with the revenue that they would have', async () => {
    for (const reason of LEFT_OUT_REASONS) {
      const list = await paper.page({ reason }, 1);
      expect([reason, list.total]).toEqual([reason, paper.numbers.orders.excluded[reason] ?? 0]);
      expect([reason, list.amount]).toEqual([
        reason,
        paper.numbers.orders.excludedRevenue[reason] ?? (reason === 'otherCurrency' ? null : 0),
      ]);
    }
    expect((await paper.page({ reason: 'otherCurrency' }, 1)).orders).toMatchObject([
      { name: '#1011', amount: 12, currency: 'EUR' },
    ]);
  });

  it('with the tax adds it where it stands on top', async () => {
    const taxed: OrderSpec[] = [
      { customer: 1, at, lines: [{ price: 1000, quantity: 3, kept: 2, tax: 301 }] },
      { customer: 2, at, taxesIncluded: true, lines: [{ price: 1100, tax: 100 }] },
    ];
    const withTax = await reconciled(
      handBook({ name: 'taxed', asOf: AS_OF, orders: taxed, expected: {} }),
      { from: at, to: at },
      { revenueBasis: 'withTax' },
    );
    // 301 x 2/3 = 200.67; the numbers have the fraction, and the page shows 3,301
    expect(withTax.amounts).toMatchObject({ gross: 4100, returns: -1000, tax: 201, rounding: 0 });
    expect(withTax.amounts.counted).toBeCloseTo(3100 + 602 / 3, 9);
  });
});

/** Whole shops, in currencies of 0, 2 and 3 decimals. */
describe.each([
  [11, 'JPY', 'net', 'Asia/Tokyo'],
  [12, 'KWD', 'withTax', 'Africa/Cairo'],
  [13, 'USD', 'net', 'America/St_Johns'],
] as const)('a random shop (%i, %s, %s)', (seed, currency, revenueBasis, timezone) => {
  const period = { from: '2023-11-05', to: '2024-04-30' };
  const book = randomBook(seed, {
    currency,
    timezone,
    days: 300,
    customers: 60,
    taxesIncluded: revenueBasis === 'net',
  });
  let shop: Awaited<ReturnType<typeof reconciled>>;
  beforeAll(async () => {
    shop = await reconciled(book, period, { revenueBasis });
  });

  it('has lines that add up to the smallest unit, and end in the revenue of the numbers', () => {
    const { amounts, units, found } = shop;
    const between = (from: ReconcileLine, to: ReconcileLine) => {
      const own = RECONCILE_LINES.slice(RECONCILE_LINES.indexOf(from), RECONCILE_LINES.indexOf(to));
      return own.reduce((all, line) => all + units(amounts[line]), 0);
    };
    expect(between('placed', 'gross')).toBe(units(amounts.gross));
    expect(between('gross', 'shop')).toBe(units(amounts.shop));
    expect(between('shop', 'counted')).toBe(units(amounts.counted));
    expect(found.inNumbers).toBe(amounts.counted);
    expect(found.lines.counted.orders).toBeGreaterThan(30);
    // what happens in every shop of this size is on its line
    for (const line of ['test', 'giftCards', 'discounts', 'returns', 'tax', 'noCustomer'] as const)
      expect([line, found.lines[line].orders > 0]).toEqual([line, true]);
  });

  it('opens lists whose total is the line', async () => {
    const { amounts, found, units } = shop;
    for (const line of RECONCILE_LINES) {
      const all = await shop.listed({ line, period });
      const first = await shop.page({ line, period }, 1);
      const last = await shop.page({ line, period }, 99_999);
      expect([line, all.length, first.total]).toEqual([
        line,
        ...Array(2).fill(found.lines[line].orders),
      ]);
      expect(first.orders).toEqual(all.slice(0, 50));
      expect(last.orders).toEqual(all.slice(50 * (last.pages - 1)));
      expect([line, first.amount]).toEqual([line, last.amount]);
      if (line === 'rounding') continue;
      expect([line, units(first.amount ?? NaN)]).toEqual([line, units(amounts[line])]);
      if (line === 'counted') continue;
      expect(all.reduce((sum, { amount }) => sum + units(amount), 0)).toBe(units(amounts[line]));
    }
  });

  it('reads a list in parts of any length as in one', async () => {
    for (const which of [
      { line: 'placed', period },
      { line: 'tax', period },
      { reason: 'test' },
    ] as const) {
      const whole = await shop.listed(which);
      for (const most of [1, 7, whole.length])
        expect(await shop.listed(which, most)).toEqual(whole);
    }
  });

  it('has on each line of each order what a second reading of the records has', async () => {
    const orders = reconciledOrders(book, period.from, period.to, { revenueBasis });
    const { decimals, units } = shop;
    const inUnits = (amount: Ratio) => units(toNumber(roundHalfUp(amount, decimals)));
    const compared = async (line: ReconcileLine, own: OracleLine, among = orders) => {
      const found = new Map(
        (await shop.listed({ line, period })).map(({ name, amount }) => [name, units(amount)]),
      );
      for (const { name, lines } of among) {
        const apart = Math.abs((found.get(name) ?? 0) - inUnits(lines[own]));
        // a share of a returned line is a fraction of the smallest unit, and Shopify rounds each line
        const allowed = ['returns', 'tax', 'refundDifference'].includes(line) ? 3 : 0;
        if (apart > allowed) throw new Error(`${line} of ${name}: ${apart} apart`);
      }
      const names = new Set(among.map(({ name }) => name));
      expect([...found.keys()].filter((name) => !names.has(name))).toEqual([]);
    };
    for (const line of ['placed', 'test', 'giftCards', 'tips', 'gross', 'discounts'] as const)
      await compared(line, line);
    for (const line of ['returns', 'refundDifference', 'tax'] as const) await compared(line, line);
    for (const reason of [
      'cancelled',
      'voided',
      'refunded',
      'giftCardOnly',
      'zeroValue',
    ] as const) {
      const own = orders.filter((order) => order.reason === reason);
      expect(await shop.listed({ line: reason, period })).toHaveLength(own.length);
      await compared(reason, 'reason', own);
    }
    const counted = orders.filter(({ reason }) => reason === '').map(({ revenue }) => revenue);
    expect(shop.amounts.counted).toBeCloseTo(toNumber(sum([...counted, ratio(0)])), 6);
  });
});
