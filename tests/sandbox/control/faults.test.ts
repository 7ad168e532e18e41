import { describe, expect, it } from 'vitest';
import { OpenShop } from '../testing/open-shop';
import { manyOrders, smallShop } from '../testing/small-shop';

const NAME = '{ shop { name } }';

describe('faults on demand', () => {
  it('reply with a status a given number of times', async () => {
    const shop = await OpenShop.open(smallShop());
    shop.shopify.faults.next({
      on: 'graphql',
      fault: { kind: 'status', status: 429, retryAfterSeconds: 2 },
    });
    shop.shopify.faults.next({ on: 'graphql', fault: { kind: 'status', status: 502 }, times: 2 });
    const limited = await shop.post(NAME);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);
    expect((await shop.post(NAME)).status).toBe(502);
    expect((await shop.post(NAME)).status).toBe(502);
    expect((await shop.post(NAME)).status).toBe(200);
  });

  it('apply only to their kind of call', async () => {
    const shop = await OpenShop.open(smallShop());
    shop.shopify.faults.next({ on: 'token', fault: { kind: 'status', status: 500 } });
    shop.shopify.faults.next({
      on: 'graphql',
      containing: 'ordersCount',
      fault: { kind: 'status', status: 503 },
    });
    expect((await shop.post(NAME)).status).toBe(200);
    expect((await shop.token()).status).toBe(500);
    expect((await shop.post('{ ordersCount { count } }')).status).toBe(503);
  });

  it('throttle with HTTP 200 and an empty bucket', async () => {
    const shop = await OpenShop.open(smallShop());
    shop.shopify.faults.next({ on: 'graphql', fault: { kind: 'throttled' } });
    const throttled = await shop.ask(NAME);
    expect(throttled.errors?.[0]?.extensions).toMatchObject({ code: 'THROTTLED' });
    expect(throttled.extensions?.cost.throttleStatus.currentlyAvailable).toBe(0);
  });

  it('add an error to a reply that has data', async () => {
    const shop = await OpenShop.open(smallShop());
    shop.shopify.faults.next({
      on: 'graphql',
      fault: { kind: 'partial', message: 'Internal error', path: ['shop', 'name'] },
    });
    expect(await shop.ask(NAME)).toMatchObject({
      data: { shop: { name: '小さなお茶屋' } },
      errors: [{ message: 'Internal error', path: ['shop', 'name'] }],
    });
  });

  it('never reply, or cut the connection', async () => {
    const shop = await OpenShop.open(smallShop());
    const { faults } = shop.shopify;
    faults.next({ on: 'token', fault: { kind: 'reset' } });
    await expect(shop.token()).rejects.toThrow('fetch failed');
    faults.next({ on: 'graphql', fault: { kind: 'hang' } });
    const hanging = shop.post(NAME).catch((error: unknown) => error);
    await shop.shopify.close();
    expect(await hanging).toBeInstanceOf(TypeError);
  });

  it('cut a result in the middle', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(20) }));
    const id = await shop.bulkId('{ orders { edges { node { id name } } } }');
    await shop.shopify.bulk.settled();
    const { url } = await shop.bulkOperation(id);
    const whole = await (await shop.result(url ?? '')).text();
    shop.shopify.faults.next({ on: 'bulk-result', fault: { kind: 'cut-body', afterBytes: 100 } });
    const cut = await shop.result(url ?? '');
    expect(cut.headers.get('content-length')).toBe(String(whole.length));
    await expect(cut.text()).rejects.toThrow('terminated');
  });
});
