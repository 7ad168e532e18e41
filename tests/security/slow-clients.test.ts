import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { beginPost, silentConnection, UNSIGNED } from '../support/doors/half-request';
import { API_SECRET } from '../sandbox/oauth/app-identity';
import { running } from '../support/doors/running-doors';
import { eventually } from '../support/eventually';

const on = running();

/** A delivery of Shopify. @returns the status of its reply */
async function deliver(path: string, topic: string, body: string): Promise<number> {
  const { status } = await on.ask(path, {
    method: 'POST',
    body,
    headers: {
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': 'tiny.myshopify.com',
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': randomUUID(),
      'x-shopify-hmac-sha256': createHmac('sha256', API_SECRET).update(body).digest('base64'),
    },
  });
  return status;
}

describe('many slow clients', () => {
  it('make room for deliveries, and not for one another', async () => {
    // 400 of 64 KB are 26 MB
    const slow = await Promise.all(
      Array.from({ length: 400 }, () =>
        beginPost(`${on.url}/webhooks/orders`, UNSIGNED, 65_536, 65_000),
      ),
    );
    const left = () => slow.filter(({ closed }) => !closed()).length;
    await eventually(() => expect(left() * 65_000).toBeLessThanOrEqual(16_000_000));
    for (let each = 0; each < 5; each += 1)
      expect(await deliver('/webhooks/orders', 'orders/updated', '{"id":1}')).toBe(200);
    const orders = Array.from({ length: 90_000 }, (_, at) => 5_000_000_000_000 + at);
    const person = JSON.stringify({ customer: { id: 7 }, orders_to_redact: orders });
    expect(await deliver('/webhooks/privacy', 'customers/redact', person)).toBe(200);
    expect(left()).toBeGreaterThan(200);
  });
});

describe('a slow client', () => {
  // Node's own limit is 300 s, longer than a test may take
  it.concurrent.each([
    ['of its body', UNSIGNED, '{'],
    ['of a page’s form', ['Content-Length: 100'], 'a'],
  ])('has 10 s at most for the end %s', async (_, headers, body) => {
    const path = headers === UNSIGNED ? '/webhooks/orders' : '/auth/login';
    const length = headers === UNSIGNED ? ['Content-Length: 9'] : [];
    const { answer } = await beginPost(`${on.url}${path}`, [...length, ...headers], 0, 0, body);
    // a page replies at once, and the server waits for the rest of the form as long
    expect(await answer).toMatch(/^HTTP\/1.1 4/);
  });

  it.concurrent('has no longer for its first byte', async () => {
    const { answer } = await silentConnection(on.url);
    expect(await answer).toMatch(/^(HTTP\/1.1 408 |$)/);
  });
});

describe('a body', () => {
  it.each([
    ['a webhook without a signature', '/webhooks/orders', 400],
    ['a message of the checkout without a token', '/checkout/survey', 401],
    ['a message of the checkout with a wrong token', '/checkout/survey', 401],
    ['a message through the proxy without a signature', '/proxy/survey', 401],
    ['a message through the proxy with a wrong one', '/proxy/survey?shop=a&signature=ab', 401],
  ])('of %s is not awaited', async (what, path, status) => {
    const headers = what.includes('wrong token') ? ['Authorization: Bearer a.b.c'] : [];
    const { answer } = await beginPost(`${on.url}${path}`, headers, 5_000, 0);
    expect(await answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*connection: close`, 'i'));
  });

  it.each([
    ['/webhooks/orders', 65_536],
    ['/webhooks/app', 65_536],
    ['/webhooks/privacy', 5_000_000],
    ['/checkout/survey', 16_384],
    ['/proxy/survey', 262_144],
  ])('of a request to %s has %i bytes at most', async (path, largest) => {
    const { answer } = await beginPost(`${on.url}${path}`, UNSIGNED, largest + 1, 0);
    expect(await answer).toMatch(/^HTTP\/1.1 413 /);
  });
});
