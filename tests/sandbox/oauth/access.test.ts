import { describe, expect, it } from 'vitest';
import { OpenShop } from '../testing/open-shop';
import { DOMAIN, order, smallShop } from '../testing/small-shop';

/** Now is 2026-04-01: the first order is 90 days old, the second 10. */
const TWO_ORDERS = [
  order({ id: 1, createdAt: '2026-01-01T00:00:00Z' }),
  order({ id: 2, createdAt: '2026-03-22T00:00:00Z' }),
];

describe('the app’s access', () => {
  it('denies a field without its scope, and names the scope', async () => {
    const shop = await OpenShop.open(smallShop(), { scopes: ['read_products'] });
    const { data, errors } = await shop.ask('{ customer(id: "gid://shopify/Customer/1") { id } }');
    expect(data).toEqual({ customer: null });
    expect(errors?.[0]).toMatchObject({
      message: 'Access denied for customer field. Required access: `read_customers` access scope.',
      path: ['customer'],
      extensions: { code: 'ACCESS_DENIED', requiredAccess: '`read_customers` access scope.' },
    });
  });

  it('denies a connection when its nodes are denied', async () => {
    const shop = await OpenShop.open(smallShop(), { scopes: ['read_products'] });
    const { errors } = await shop.ask('{ orders(first: 1) { nodes { id } } }');
    expect(errors?.[0]?.message).toMatch(/^Access denied for orders field\. .*`read_orders`/);
  });

  it('accepts a write scope for reading', async () => {
    const shop = await OpenShop.open(smallShop(), { scopes: ['write_customers'] });
    const { errors } = await shop.ask('{ customer(id: "gid://shopify/Customer/1") { id } }');
    expect(errors).toBeUndefined();
  });

  it('hides orders older than 60 days without read_all_orders, in every query', async () => {
    const scopes = ['read_orders', 'read_customers', 'read_products'];
    const shop = await OpenShop.open(smallShop({ orders: TWO_ORDERS }), { scopes });
    const { data } = await shop.ask(
      `{ orders(first: 5) { nodes { name } } ordersCount { count }
         old: order(id: "gid://shopify/Order/1") { id } node(id: "gid://shopify/Order/1") { id }
         customer(id: "gid://shopify/Customer/1") { orders(first: 5) { nodes { name } } } }`,
    );
    expect(data).toEqual({
      orders: { nodes: [{ name: '#2' }] },
      ordersCount: { count: 1 },
      old: null,
      node: null,
      customer: { orders: { nodes: [{ name: '#2' }] } },
    });
    const lines = await shop.bulkLines('{ orders { edges { node { id } } } }');
    expect(lines).toEqual([{ id: 'gid://shopify/Order/2' }]);
  });

  it('shows all orders with read_all_orders', async () => {
    const shop = await OpenShop.open(smallShop({ orders: TWO_ORDERS }));
    const lines = await shop.bulkLines('{ orders { edges { node { id } } } }');
    expect(lines).toHaveLength(2);
  });

  it('gives no names without approval: HTTP 200, null and an error', async () => {
    const shop = await OpenShop.open(smallShop());
    shop.shopify.setLevel2Approved(DOMAIN, false);
    const response = await shop.post(
      '{ customer(id: "gid://shopify/Customer/1") { id firstName } }',
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      data: { customer: { id: 'gid://shopify/Customer/1', firstName: null } },
      errors: [
        {
          message: expect.stringMatching(/^This app is not approved to use the firstName field\./),
          path: ['customer', 'firstName'],
        },
      ],
    });
    shop.shopify.setLevel2Approved(DOMAIN, true);
    const { data } = await shop.ask('{ customer(id: "gid://shopify/Customer/1") { displayName } }');
    expect(data).toEqual({ customer: { displayName: '花子 山田' } });
  });

  it('lists the granted scopes', async () => {
    const shop = await OpenShop.open(smallShop(), { scopes: ['read_orders', 'read_products'] });
    const { data } = await shop.ask('{ currentAppInstallation { accessScopes { handle } } }');
    expect(data).toEqual({
      currentAppInstallation: {
        accessScopes: [{ handle: 'read_orders' }, { handle: 'read_products' }],
      },
    });
  });
});
