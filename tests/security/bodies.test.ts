import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { API_SECRET } from '../sandbox/oauth/app-identity';
import { running } from '../support/doors/running-doors';

const on = running();

/** The headers of a delivery; the signature is checked after its body is read. */
const headers = {
  'x-shopify-topic': 'orders/updated',
  'x-shopify-shop-domain': 'tiny.myshopify.com',
  'x-shopify-api-version': '2026-10',
  'x-shopify-webhook-id': 'w-1',
  'x-shopify-hmac-sha256': 'guessed',
};

/** Spellings of one door's address that Remix accepts, and other doors. */
const PATHS = [
  '/webhooks/orders/',
  '/Webhooks/Orders',
  '/webhooks/%6Frders',
  '/webhooks/nothing',
  '/auth/login',
  '/app/past-day',
];

describe.each(['POST', 'PUT', 'DELETE'])('a body sent by %s', (method) => {
  it.each(['/webhooks/orders', ...PATHS])(
    'to %s is not awaited if it is too large',
    async (path) => {
      const tooLarge = { ...headers, 'content-length': '6000000' };
      const { status } = await on.ask(path, { method, body: 'x', headers: tooLarge });
      expect(status).toBe(413);
    },
  );

  it.each(PATHS)('to %s is not read without its size', async (path) => {
    const endless = { ...headers, 'transfer-encoding': 'chunked' };
    const { status } = await on.ask(path, { method, body: 'x', headers: endless });
    expect(status).toBe(411);
  });
});

describe('a customer with very many orders', () => {
  it('has its erasure request stored all the same', async () => {
    await on.db.query(
      `insert into shops (domain, name, currency, timezone, installed_at)
       values ('tiny.myshopify.com', 'Tiny', 'JPY', 'Asia/Tokyo', now())`,
    );
    const orders = Array.from({ length: 90_000 }, (_, at) => 5_000_000_000_000 + at);
    const body = JSON.stringify({ customer: { id: 7 }, orders_to_redact: orders });
    expect(body.length).toBeGreaterThan(1_200_000);
    const signature = createHmac('sha256', API_SECRET).update(body).digest('base64');
    const { status } = await on.ask('/webhooks/privacy', {
      method: 'POST',
      body,
      headers: {
        ...headers,
        'x-shopify-topic': 'customers/redact',
        'x-shopify-hmac-sha256': signature,
      },
    });
    expect(status).toBe(200);
    const requests = await on.db.query(
      'select cardinality(order_ids) as orders from privacy_requests',
    );
    expect(requests).toEqual([{ orders: 90_000 }]);
  });
});
