import { expect, it } from 'vitest';
import type { Part } from '../../../app/store/work/imports';
import { COSTS_BULK } from '../../../app/shopify/documents/costs-bulk';
import { CUSTOMERS_BULK } from '../../../app/shopify/documents/customers-bulk';
import { ORDERS_BULK } from '../../../app/shopify/documents/order-bulk';
import { resultOf } from '../../support/numbers/measure';
import { LocalShopify } from '../../sandbox/local-shopify';
import { youngShop } from '../../sandbox/worlds/young';
import { sourceOf } from './bulk-objects';

const QUERIES: Record<Part, string> = {
  costs: COSTS_BULK.text,
  customers: CUSTOMERS_BULK.text,
  orders: ORDERS_BULK.text,
};
const SCOPES = ['read_orders', 'read_all_orders', 'read_customers', 'read_products'];

it('makes the same objects as the local Shopify for the app’s bulk queries', async () => {
  const world = youngShop({ until: new Date('2026-03-01T00:00:00Z') });
  const { domain } = world.shop;
  const shopify = await LocalShopify.open({ path: ':memory:' });
  await shopify.addShop(world);
  shopify.install(domain, { scopes: SCOPES });
  for (const part of ['costs', 'customers', 'orders'] as const) {
    const written = [...resultOf(shopify, domain, QUERIES[part])].map((text) => alike(text));
    const made: unknown[] = [];
    const lines: number[] = [];
    for await (const piece of sourceOf(world)(part))
      for (const { line, json } of piece) {
        made.push(alike(JSON.stringify(json)));
        lines.push(line);
      }
    expect(written.length).toBeGreaterThan(20);
    expect(byId(made)).toEqual(byId(written));
    expect(lines).toEqual(made.map((_, index) => index + 1));
  }
  await shopify.close();
});

it('yields the objects again on a second read, and reports the number of orders so far', async () => {
  const { products, customers, orders } = youngShop({ until: new Date('2026-01-10T00:00:00Z') });
  let heard = 0;
  const source = sourceOf({ products, customers, orders }, (handed) => (heard = handed));
  const read = async () => {
    const ids: unknown[] = [];
    for await (const piece of source('orders'))
      for (const { json } of piece) ids.push((json as { id: string }).id);
    return ids;
  };
  const first = await read();
  expect(heard).toBe(orders().length);
  expect(await read()).toEqual(first);
});

/** Parses amounts as numbers ("1980.0" is 1980), and drops fields that no file has. */
function alike(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => {
    if (key === 'amount') return Number(value);
    if (['confirmationNumber', 'attribution', 'customerJourneySummary'].includes(key)) return null;
    if (key === 'unitCost' && value !== null) return (value as { amount: number }).amount;
    return value;
  });
}

/** By id, because the order of the objects is free: children come anywhere after their parent. */
function byId(objects: unknown[]): Map<string, unknown> {
  return new Map(objects.map((one) => [(one as { id: string }).id, one]));
}
