import { describe, expect, it } from 'vitest';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { everythingStored } from '../support/shops/everything-stored';
import { NOW, stage } from '../support/shops/import-stage';

const on = await stage();
await on.work();

/** People with unmistakable names and every field that Shopify has. */
const tea = teaShop({ until: NOW, days: 60, customers: 120, daysBeforeShopify: 0 });
const customers = tea.customers().map((customer) => ({
  ...customer,
  firstName: `名前${customer.id}`,
  lastName: `Secretname${customer.id}`,
  email: `secret${customer.id}@example.com`,
}));
const world = { ...tea, customers: () => customers };
const { domain } = world.shop;
const NAMES = /名前\d+|secretname\d+|secret\d+@|@example\.com/i;

describe('the customers of an imported shop', () => {
  it('leave no name and no address in any table', async () => {
    await on.install(world);
    await on.imported(domain);
    const stored = await everythingStored(on.db);
    const [somebody] = customers;
    // the facts exist: the search is not of empty tables
    expect(stored.includes(String(somebody?.id))).toBe(true);
    expect(NAMES.exec(stored)).toBeNull();
  });

  it('leave none in staging either', async () => {
    await on.stallOrders(domain);
    const stored = await everythingStored(on.db);
    expect(stored.includes('staging.customers')).toBe(true);
    expect(NAMES.exec(stored)).toBeNull();
    await on.imported(domain);
  });

  it('have names on a page only with Shopify’s approval', async () => {
    const { readCustomerNames } = await import('../../app/shopify/reads/customer-names.server');
    const [one, other] = customers;
    const ids = [one, other].map((customer) => String(customer?.id));
    on.shopify.setLevel2Approved(domain, true);
    const names = await readCustomerNames(domain, [...ids, '404']);
    for (const id of ids)
      expect(names.get(id)).toEqual({ first: `名前${id}`, last: `Secretname${id}` });
    expect(names.get('404')).toBeNull();
    on.shopify.setLevel2Approved(domain, false);
    expect([...(await readCustomerNames(domain, ids))]).toEqual(ids.map((id) => [id, null]));
    expect(NAMES.exec(await everythingStored(on.db))).toBeNull();
  });

  it('are imported in the same way without that approval', async () => {
    await on.importAgain(domain);
    await on.imported(domain);
    expect(await on.state(domain)).toMatchObject({ state: 'done', failure: null });
  });
});
