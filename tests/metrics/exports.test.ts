import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openOrderExport } from '../sandbox/worlds/order-export';
import { instantInZone } from '../sandbox/store/zoned-time';
import { database } from '../support/database';
import { inParts, toOrderExport } from '../support/shops/order-export';
import { randomBook } from '../support/shops/random-book';
import { measured, shopOf } from '../support/numbers/measure';
import { compareReports } from '../support/numbers/compare';
import { numbersOfExport } from './numbers-of-export';
import { exportReader } from './oracle/oracle';

const db = await database();
const folder = mkdtempSync(join(tmpdir(), 'omega-exports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an order export, through the local Shopify and the app', () => {
  it.each(Array.from({ length: 16 }, (_, seed) => seed))(
    'gives the numbers of the oracle over its text (%i)',
    async (seed) => {
      const book = randomBook(seed + 100, {
        ...(seed % 2 === 0 ? { timezone: 'Asia/Tokyo', currency: 'JPY' } : {}),
        taxesIncluded: seed % 3 !== 0,
      });
      const whole = toOrderExport(book, seed);
      const texts = seed % 4 === 0 ? [whole] : inParts(whole, seed);
      const files = texts.map((text, part) => {
        const file = join(folder, `${seed}-${part}.csv`);
        writeFileSync(file, text);
        return file;
      });
      const read = exportReader(texts, book.timezone);
      for (const asOf of ['2024-06-01', '2024-01-15']) {
        const world = await openOrderExport(files, {
          timezone: book.timezone,
          until: (zone) => new Date(instantInZone(asOf, zone)),
          domain: `export-${seed}-${asOf}.myshopify.com`,
        });
        const shop = await shopOf(db, world);
        world.close();
        const expected = numbersOfExport(read(asOf));
        expect(expected.averageItemsPerOrder).not.toBeUndefined();
        expect(compareReports(await measured(shop, asOf), expected)).toEqual([]);
      }
    },
  );
});
