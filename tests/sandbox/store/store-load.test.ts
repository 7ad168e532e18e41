import { describe, expect, it } from 'vitest';
import { OpenShop } from '../testing/open-shop';
import { customer, DOMAIN, manyOrders, order, smallShop } from '../testing/small-shop';

const count = async (shop: OpenShop): Promise<unknown> =>
  (await shop.ask('{ ordersCount(limit: null) { count } }')).data?.ordersCount;

describe('adding a world', () => {
  it('replaces an existing shop: its old goods, tokens and installation are gone', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(3) }));
    expect(await count(shop)).toEqual({ count: 3 });
    const { access_token } = shop.shopify.tokens.issue(1, [], true);
    await shop.shopify.addShop(smallShop({ orders: [order()] }));
    expect(shop.shopify.isInstalled(DOMAIN)).toBe(false);
    shop.shopify.install(DOMAIN, { scopes: ['read_orders', 'read_all_orders'] });
    expect((await shop.post('{ shop { id } }', {}, access_token)).status).toBe(401);
    expect(await count(shop)).toEqual({ count: 1 });
  });

  it('leaves the other shops alone', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(3) }));
    await shop.shopify.addShop(smallShop({ domain: 'other.myshopify.com', orders: manyOrders(5) }));
    expect(await count(shop)).toEqual({ count: 3 });
    expect(shop.shopify.domains()).toEqual([DOMAIN, 'other.myshopify.com']);
  });

  it('reads worlds from a stream', async () => {
    const world = smallShop();
    const orders = manyOrders(1_200);
    async function* streamed(): AsyncGenerator<(typeof orders)[number]> {
      for (const each of orders) yield await Promise.resolve(each);
    }
    const shop = await OpenShop.open({ ...world, orders: streamed });
    expect(await count(shop)).toEqual({ count: 1_200 });
  });

  it('refuses an order whose customer is not in the world, and stores nothing', async () => {
    const shop = await OpenShop.open(smallShop());
    const world = smallShop({
      domain: 'broken.myshopify.com',
      customers: [customer()],
      orders: [order(), order({ id: 1001, customerId: 99 })],
    });
    await expect(shop.shopify.addShop(world)).rejects.toThrow(
      'order 1001 names customer 99, who is not in the world',
    );
    expect(shop.shopify.domains()).toEqual([DOMAIN]);
  });

  it('refuses two orders with one id', async () => {
    const shop = await OpenShop.open(smallShop());
    const world = smallShop({ domain: 'twice.myshopify.com', orders: [order(), order()] });
    await expect(shop.shopify.addShop(world)).rejects.toThrow('UNIQUE');
  });
});
