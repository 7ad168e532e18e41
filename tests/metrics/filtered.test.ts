import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { filterKey, type Filter } from '../../app/metrics/filter/filter';
import { measureFiltered } from '../../app/metrics/filter/measure-filtered.server';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { ShopId } from '../../app/store/db.server';
import { database } from '../support/database';
import { measured, measuredNext, shopOf, shopWith } from '../support/numbers/measure';
import { compareReports, onlyIn } from '../support/numbers/compare';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { FILTER_BOOKS } from './books/filters';
import { chanceOf } from './books/random-source';
import { openOrderExport } from '../sandbox/worlds/order-export';
import { numbersOfExport } from './numbers-of-export';
import { filteredExport, filteredOracle, oracle, type Book } from './oracle/oracle';

const db = await database();

/** @param base the shop's own numbers of the day */
async function filtered(shop: ShopId, base: Snapshot, filter: Filter): Promise<Snapshot> {
  const numbers = await measureFiltered(shop, filter, base, new Date(`${base.asOf}T12:00:00Z`));
  return { ...numbers, ...(await measuredNext(shop, filter, base)) };
}

/** Some filters of a shop: one condition each, two, and one of no customer. */
function filtersOf(book: Book, asOf: string, seed: number): Filter[] {
  const chance = chanceOf(seed);
  const { firstOrders } = oracle(book, asOf);
  const product = firstOrders.products[chance.whole(0, 2)]?.productId;
  const source = firstOrders.sources[chance.whole(0, 2)]?.source;
  return [
    { discount: chance.happens(0.5) },
    { plan: false },
    { source: chance.happens(0.5) ? 'unknown' : (source ?? 'unknown') },
    ...(product === undefined ? [] : [{ product }, { product, discount: false }]),
    { product: '123456789', plan: true },
  ];
}

describe('the numbers of the customers that a filter chooses', () => {
  it.each(FILTER_BOOKS.map((book) => [book.name, book] as const))('%s', async (_, book) => {
    const shop = await shopWith(db, book, book.settings);
    const actual = await filtered(shop, await measured(shop, book.asOf), book.filter);
    expect(compareReports(actual, book.expected)).toEqual([]);
    const second = filteredOracle(book, book.asOf, book.filter, book.settings);
    expect(compareReports(second, book.expected)).toEqual([]);
  });

  it.each(Array.from({ length: 5 }, (_, seed) => seed + 40))(
    'agree, each of them, with a second reading over random shop %i',
    async (seed) => {
      const book = randomBook(seed);
      const settings = randomSettings(seed, book);
      const shop = await shopWith(db, book, settings);
      for (const [at, asOf] of ['2024-06-01', '2024-02-29'].entries()) {
        const base = await measured(shop, asOf);
        for (const filter of filtersOf(book, asOf, seed + at).slice(at * 3, at * 3 + 3)) {
          const actual = await filtered(shop, base, filter);
          const expected = filteredOracle(book, asOf, filter, settings);
          expect([filter, compareReports(actual, expected)]).toEqual([filter, []]);
          expect(onlyIn(actual, expected).filter((path) => !path.startsWith('nps'))).toEqual([
            'history.windowStart',
          ]);
        }
      }
    },
  );

  it('are the shop’s own where the filter chooses everyone', async () => {
    const book = randomBook(51);
    const settings = { ...randomSettings(51, book), newcomersFrom: null };
    const shop = await shopWith(db, book, settings);
    const whole = await measured(shop, '2024-06-01');
    const parts = [
      await filtered(shop, whole, { discount: true }),
      await filtered(shop, whole, { discount: false }),
    ];
    const sum = (of: (one: Snapshot) => number) =>
      parts.reduce((total, part) => total + of(part), 0);
    expect(sum(({ customers }) => customers)).toBe(whole.customers);
    expect(sum(({ orders }) => orders.counted)).toBe(whole.orders.counted);
    expect(sum(({ revenue }) => revenue)).toBeCloseTo(whole.revenue, 6);
    for (const part of parts)
      expect([part.lapseDays, part.ltv.durationDays, part.ltv.basis]).toEqual([
        whole.lapseDays,
        whole.ltv.durationDays,
        whole.ltv.basis,
      ]);
  });
});

const CDNOW = fileURLToPath(new URL('../../../shared/data/cdnow_orders.csv.gz', import.meta.url));

/**
 * Each twentieth customer of 69,659 real orders, with discounts and products, which the file lacks: a third of the orders
 * has a code, and each second of another third another product.
 */
function someOfCdnow(): string {
  const [head = '', ...rows] = gunzipSync(readFileSync(CDNOW)).toString('utf8').split('\n');
  const columns = head.split(',');
  const [name, sku, code] = ['Lineitem name', 'Lineitem sku', 'Discount Code'].map((column) =>
    columns.indexOf(column),
  ) as [number, number, number];
  const some = rows.filter((row) => /^#\d+,customer\d*[02468]5@/.test(row));
  return [
    head,
    ...some.map((row, at) => {
      const cells = row.split(',');
      if (at % 3 === 0) cells[code] = 'SALE';
      if (at % 6 === 1) cells[name] = cells[sku] = 'LP';
      return cells.join(',');
    }),
  ].join('\n');
}

describe.skipIf(!existsSync(CDNOW))('the filtered numbers of real orders', () => {
  it('agree with a second reading of the file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'omega-cdnow-'));
    const text = someOfCdnow();
    writeFileSync(join(folder, 'orders.csv'), text);
    const world = await openOrderExport([join(folder, 'orders.csv')], { timezone: 'UTC' });
    const shop = await shopOf(db, world);
    world.close();
    rmSync(folder, { recursive: true });
    const read = filteredExport(text, 'UTC');
    for (const asOf of ['1998-07-01', '1997-10-01']) {
      const base = await measured(shop, asOf);
      expect(base.customers).toBeGreaterThan(1_000);
      const lp = base.firstOrders.products.find(({ title }) => title === 'LP')?.productId ?? '';
      for (const [filter, named] of [
        [{ discount: true }, { discount: true }],
        [
          { discount: false, product: lp },
          { discount: false, product: 'LP' },
        ],
        [{ source: 'unknown' }, { source: 'unknown' }],
      ] as const) {
        const actual = await filtered(shop, base, filter);
        expect(actual.customers).toBeGreaterThan(100);
        const expected = numbersOfExport(read(asOf, named));
        expect([filter, compareReports(actual, expected)]).toEqual([filter, []]);
      }
    }
  });
});

describe('the key of a filter', () => {
  it('is one for one filter, in whatever order, and another for another', () => {
    expect(filterKey({ plan: true, source: 'a' })).toBe(filterKey({ source: 'a', plan: true }));
    const filters: Filter[] = [
      { plan: true },
      { plan: false },
      { discount: true },
      { source: '1' },
    ];
    const keys = [...filters, { product: '1' }].map(filterKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every((key) => /^[\w-]{22}$/.test(key))).toBe(true);
  });
});
