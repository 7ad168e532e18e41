import { afterAll, describe, expect, test } from 'vitest';
import { inParts, toOrderExport } from '../../support/shops/order-export';
import { randomBook } from '../../support/shops/random-book';
import { fileKeeper } from './csv/export-file';
import { openOrderExport } from './order-export';

const files = fileKeeper();
afterAll(() => files.remove());

/** All records of a shop, sorted. */
async function shopOf(texts: readonly string[], timezone: string): Promise<unknown> {
  const paths = texts.map((text) => files.keep(text));
  const world = await openOrderExport(paths, { timezone });
  try {
    const { notes: _, ...facts } = world.facts;
    const orders = [...world.orders()].map((order) => ({
      ...order,
      lines: order.lines.map(({ id: __, ...line }) => JSON.stringify(line)).sort(),
    }));
    return {
      facts,
      orders: orders.sort((a, b) => a.id - b.id),
      customers: [...world.customers()],
      products: [...world.products()],
    };
  } finally {
    world.close();
  }
}

describe('the order of rows and files has no meaning', () => {
  test.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'shuffled, split, joined and with repeated orders, shop %i is the same',
    async (seed) => {
      const book = randomBook(seed + 300, { customers: 60 });
      const whole = toOrderExport(book, seed);
      const shop = (texts: readonly string[]) => shopOf(texts, book.timezone);
      const expected = await shop([whole]);
      const parts = inParts(whole, seed + 1);
      expect(await shop(parts)).toEqual(expected);
      expect(await shop(parts.toReversed())).toEqual(expected);
      // Joined files have headers in the middle.
      expect(await shop([parts.join('')])).toEqual(expected);
      expect(await shop([whole, whole])).toEqual(expected);
    },
  );
});
