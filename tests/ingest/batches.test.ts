import { expect, it } from 'vitest';
import { openMerge } from '../../app/ingest/merge/merge.server';
import { readPart } from '../../app/ingest/import/read-part.server';
import { COSTS_BULK } from '../../app/shopify/documents/costs-bulk';
import { CUSTOMERS_BULK } from '../../app/shopify/documents/customers-bulk';
import { ORDERS_BULK } from '../../app/shopify/documents/order-bulk';
import { shopIdSchema, withShop } from '../../app/store/db.server';
import { resultOf } from '../support/numbers/measure';
import { LocalShopify } from '../sandbox/local-shopify';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { database as testDatabase } from '../support/database';
import { expectedFacts } from '../support/shops/expected-facts';
import { differences, factsOf } from '../support/shops/facts';
import { NOW } from '../support/shops/import-stage';

const database = await testDatabase();

const tea = teaShop({ until: NOW, days: 90, customers: 400, daysBeforeShopify: 0 });

const isLine = (text: string) => text.includes('"__parentId"');

/** The same lines, but every nth line moves to the end. */
function withLateLines(result: Iterable<string>, every: number): string[] {
  const texts = [...result];
  const late = texts.filter((text, at) => isLine(text) && at % every === 0);
  return [...texts.filter((text) => !late.includes(text)), ...late];
}

async function* bytes(result: Iterable<string>): AsyncGenerator<Uint8Array> {
  for (const text of result) yield Buffer.from(text);
}

/** Imports the tea shop in batches of so many rows. @returns the number of batches, and whether lines were late */
async function importInBatches(
  domain: string,
  size: number,
  order: (result: Iterable<string>) => Iterable<string>,
): Promise<{ shop: number; batches: number; late: boolean }> {
  const world = { ...tea, shop: { ...tea.shop, domain } };
  const [row] = await database.query(
    `insert into shops (domain, currency, timezone, scopes, installed_at) values ($1, $2, $3, '{}', $4) returning id`,
    [domain, tea.shop.currencyCode, tea.shop.ianaTimezone, NOW],
  );
  const shop = shopIdSchema.parse(row?.id);
  const shopify = await LocalShopify.open({ path: ':memory:' });
  try {
    await shopify.addShop(world);
    shopify.install(domain, {
      scopes: ['read_orders', 'read_all_orders', 'read_customers', 'read_products'],
    });
    const result = (text: string) => resultOf(shopify, domain, text);
    await readPart(shop, 1, 'costs', bytes(result(COSTS_BULK.text)));
    await readPart(shop, 1, 'customers', bytes(result(CUSTOMERS_BULK.text)));
    const taken: number[] = [];
    let late = false;
    await withShop(shop, async (tx) => {
      const merge = await openMerge(tx, shop, 1, '2026-01-01');
      await merge.begin();
      await readPart(shop, 1, 'orders', bytes(order(result(ORDERS_BULK.text))), {
        batches: {
          size,
          completed: (batch) => taken.push(batch),
          late: () => (late = true),
        },
      });
      for (const batch of taken) await merge.batch(batch);
      if (late) await merge.late();
    });
    return { shop, batches: taken.length, late };
  } finally {
    await shopify.close();
  }
}

it('merges orders batch by batch to the same rows as at once', async () => {
  const { shop, batches } = await importInBatches('batches.myshopify.com', 80, (result) => result);
  expect(batches).toBeGreaterThan(3);
  expect(differences(await expectedFacts(tea), await factsOf(database, shop))).toEqual([]);
});

it('includes lines that come long after their order in its sums', async () => {
  const { shop, batches, late } = await importInBatches('late.myshopify.com', 80, (result) =>
    withLateLines(result, 7),
  );
  expect(batches).toBeGreaterThan(3);
  expect(late).toBe(true);
  expect(differences(await expectedFacts(tea), await factsOf(database, shop))).toEqual([]);
});
