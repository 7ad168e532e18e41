import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Subscription } from './webhooks';
import { OpenShop } from '../testing/open-shop';
import { Random } from '../worlds/distributions';
import { customer, DOMAIN, order, smallShop } from '../testing/small-shop';

interface Heard {
  topic: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

const ORDERS: Subscription = { topic: 'orders/updated', uri: '/webhooks/orders' };

/** An app that records its requests; it replies with `statuses`, then with 200. */
async function listeningApp(statuses: number[] = []): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => {
      const topic = String(req.headers['x-shopify-topic']);
      heard.push({ topic, path: req.url ?? '', headers: req.headers, body });
      res.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, heard };
}

const SCOPES = ['read_orders', 'read_customers', 'read_products', 'read_customer_merge'];

async function shopWith(
  url: string,
  subscriptions: Subscription[],
  scopes = SCOPES,
): Promise<OpenShop> {
  const shop = await OpenShop.open(
    smallShop({ customers: [customer(), customer({ id: 2 })], orders: [order()] }),
    { scopes },
  );
  shop.shopify.webhooks.register(url, subscriptions);
  return shop;
}

describe('webhooks', () => {
  it('carry every header of Shopify, a valid signature and only the requested fields', async () => {
    const app = await listeningApp();
    const includeFields = ['id', 'updated_at', 'customer.id'];
    const { shopify } = await shopWith(app.url, [{ ...ORDERS, includeFields }]);
    shopify.orders(DOMAIN).put(order({ updatedAt: '2026-04-01T00:00:00Z' }));
    await shopify.webhooks.settled();
    const [sent] = app.heard;
    expect(sent?.path).toBe('/webhooks/orders');
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      id: 1000,
      updated_at: '2026-04-01T00:00:00Z',
      customer: { id: 1 },
    });
    expect(sent?.headers).toMatchObject({
      'x-shopify-topic': 'orders/updated',
      'x-shopify-shop-domain': DOMAIN,
      'x-shopify-api-version': '2026-10',
      'x-shopify-hmac-sha256': shopify.webhooks.sign(sent?.body ?? ''),
      'x-shopify-webhook-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-shopify-event-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-shopify-triggered-at': '2026-04-01T00:00:00.000Z',
    });
  });

  it('go to addresses below the app’s whole address, path included, as deployed', async () => {
    const app = await listeningApp();
    const { shopify } = await shopWith(`${app.url}/app/`, [ORDERS]);
    shopify.orders(DOMAIN).put(order());
    await shopify.webhooks.settled();
    expect(app.heard.map((sent) => sent.path)).toEqual(['/app/webhooks/orders']);
  });

  it('report the shop’s events until the app is uninstalled', async () => {
    const app = await listeningApp();
    const topics = [
      'orders/create',
      'orders/updated',
      'orders/delete',
      'customers/create',
      'customers/update',
      'customers/delete',
      'customers/merge',
      'products/update',
      'products/delete',
      'app/scopes_update',
      'app/uninstalled',
    ];
    const all = topics.map((topic) => ({ topic, uri: '/webhooks' }));
    const { shopify } = await shopWith(app.url, all);
    shopify.orders(DOMAIN).put(order({ id: 2000 }));
    shopify.orders(DOMAIN).put(order({ id: 2000 }));
    shopify.orders(DOMAIN).delete(2000);
    shopify.customers(DOMAIN).put(customer({ id: 3 }));
    shopify.customers(DOMAIN).put(customer({ id: 3 }));
    shopify.customers(DOMAIN).delete(3);
    shopify.customers(DOMAIN).merge(1, 2);
    const tea = shopify.products(DOMAIN).get(10);
    if (tea) shopify.products(DOMAIN).put(tea);
    shopify.products(DOMAIN).delete(10);
    shopify.install(DOMAIN, { scopes: ['read_orders'] });
    shopify.uninstall(DOMAIN);
    shopify.orders(DOMAIN).delete(1000);
    await shopify.webhooks.settled();
    expect(app.heard.map((sent) => sent.topic).sort()).toEqual([...topics].sort());
  });

  it('omit topics whose scope is missing', async () => {
    const app = await listeningApp();
    const topics = ['orders/updated', 'customers/update', 'customers/merge'];
    const all = topics.map((topic) => ({ topic, uri: '/webhooks' }));
    const { shopify } = await shopWith(app.url, all, ['read_customers']);
    shopify.orders(DOMAIN).put(order());
    shopify.customers(DOMAIN).put(customer());
    shopify.customers(DOMAIN).merge(1, 2);
    await shopify.webhooks.settled();
    expect(app.heard.map((sent) => sent.topic)).toEqual(['customers/update']);
  });

  it('report the end of a bulk operation, in lower case', async () => {
    const app = await listeningApp();
    const shop = await shopWith(app.url, [{ topic: 'bulk_operations/finish', uri: '/bulk' }]);
    const id = await shop.bulkId('{ orders { edges { node { id } } } }');
    await shop.shopify.bulk.settled();
    await shop.shopify.webhooks.settled();
    expect(JSON.parse(app.heard[0]?.body ?? '')).toMatchObject({
      admin_graphql_api_id: id,
      status: 'completed',
      error_code: null,
      type: 'query',
    });
  });

  it('share an event id between subscriptions and have their own webhook ids', async () => {
    const app = await listeningApp();
    const { shopify } = await shopWith(app.url, [ORDERS, { ...ORDERS, uri: '/webhooks/more' }]);
    shopify.orders(DOMAIN).put(order());
    await shopify.webhooks.settled();
    const ids = (name: string): number => new Set(app.heard.map((sent) => sent.headers[name])).size;
    expect([ids('x-shopify-event-id'), ids('x-shopify-webhook-id')]).toEqual([1, 2]);
  });

  it('are lost, doubled or late on request', async () => {
    const app = await listeningApp();
    const { shopify } = await shopWith(app.url, [ORDERS]);
    const { webhooks, clock } = shopify;
    webhooks.failNext({ topic: 'orders/updated', fault: { kind: 'lose' } });
    webhooks.failNext({ topic: '*', fault: { kind: 'double' } });
    webhooks.failNext({ topic: '*', fault: { kind: 'delay', milliseconds: 60_000 } });
    shopify.orders(DOMAIN).put(order());
    await webhooks.settled();
    expect(app.heard).toHaveLength(0);
    shopify.orders(DOMAIN).put(order());
    await webhooks.settled();
    expect(new Set(app.heard.map((sent) => sent.headers['x-shopify-webhook-id'])).size).toBe(1);
    expect(app.heard).toHaveLength(2);
    shopify.orders(DOMAIN).put(order());
    clock.advance(60_000);
    await webhooks.settled();
    expect(app.heard).toHaveLength(3);
  });

  it('are retried with the same payload until the app accepts them', async () => {
    const app = await listeningApp([500, 503]);
    const { shopify } = await shopWith(app.url, [ORDERS]);
    shopify.orders(DOMAIN).put(order());
    await shopify.webhooks.settled();
    const { clock } = shopify;
    clock.advance(60_000);
    await expect.poll(() => shopify.webhooks.deliveries[0]?.attempts).toBe(2);
    await expect.poll(() => app.heard.length).toBe(2);
    await expect
      .poll(() => {
        clock.advance(120_000);
        return shopify.webhooks.deliveries[0]?.status;
      })
      .toBe(200);
    expect(new Set(app.heard.map((sent) => sent.body)).size).toBe(1);
  });

  it('are lost, doubled and shuffled at random, the same for the same random numbers', async () => {
    const app = await listeningApp();
    const { shopify } = await shopWith(app.url, [ORDERS]);
    const heard = async (seed: string): Promise<unknown[]> => {
      const chance = new Random(seed);
      const rates = { lost: 0.2, doubled: 0.2, delayed: 0.1 };
      shopify.webhooks.disturb({
        ...rates,
        random: () => chance.next(),
        shuffledWithinMs: 200,
        delayedUpToMs: 400,
      });
      app.heard.length = 0;
      const seconds = (at: number): string => `2026-04-01T00:${String(10 + at).slice(-2)}:00Z`;
      for (let at = 0; at < 50; at += 1)
        shopify.orders(DOMAIN).put(order({ updatedAt: seconds(at) }));
      for (let step = 0; step < 20; step += 1) {
        shopify.clock.advance(20);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await shopify.webhooks.settled();
      return app.heard.map(({ body }) => JSON.parse(body).updated_at);
    };
    const first = await heard('a');
    expect(first).not.toEqual([...first].sort());
    expect(new Set(first).size).toBeLessThan(50);
    expect(first.length).toBeGreaterThan(new Set(first).size);
    expect((await heard('a')).sort()).toEqual([...first].sort());
    expect((await heard('b')).sort()).not.toEqual([...first].sort());
  });

  it('go to the web processes of the app in turn', async () => {
    const apps = [await listeningApp(), await listeningApp()];
    const { shopify } = await shopWith('', []);
    shopify.webhooks.register(
      apps.map(({ url }) => url),
      [ORDERS],
    );
    for (let at = 0; at < 4; at += 1) shopify.orders(DOMAIN).put(order());
    await shopify.webhooks.settled();
    expect(apps.map(({ heard }) => heard.length)).toEqual([2, 2]);
  });
});
