import { describe, expect, it } from 'vitest';
import { database } from '../support/database';
import { HAND_BOOKS } from './books/index';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { measured, shopWith } from '../support/numbers/measure';
import { compareReports, onlyIn } from '../support/numbers/compare';
import { oracle } from './oracle/oracle';

const db = await database();

describe('the numbers of a shop, by SQL', () => {
  it.each(HAND_BOOKS.map((book) => [book.name, book] as const))('%s', async (_, book) => {
    const shop = await shopWith(db, book, book.settings);
    expect(compareReports(await measured(shop, book.asOf), book.expected)).toEqual([]);
  });

  it.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'agree, each of them, with a second reading over random shop %i',
    async (seed) => {
      const book = randomBook(seed);
      const settings = randomSettings(seed, book);
      const shop = await shopWith(db, book, settings);
      for (const asOf of ['2024-06-01', '2024-02-29', '2023-11-15']) {
        const [actual, expected] = [await measured(shop, asOf), oracle(book, asOf, settings)];
        expect(compareReports(actual, expected)).toEqual([]);
        // the oracle does not know which history Shopify shows: tests/shop/install.test.ts covers it
        expect(onlyIn(actual, expected)).toEqual(['history.windowStart']);
      }
    },
  );
});
