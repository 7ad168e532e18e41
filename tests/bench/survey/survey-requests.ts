import { createHmac, randomUUID } from 'node:crypto';
import { API_KEY, API_SECRET } from '../../sandbox/oauth/app-identity';
import type { NextRequest } from '../support/door-load';

/** The next unused order and customer id. */
let buyers = 5_000_000_000;

/** The first order of the checkout's answers; each door has its own buyers. */
export const FIRST_ORDER = 6_000_000_000;
let orders = FIRST_ORDER;

/**
 * Answers as Shopify's own pages send them, each for another order with its own session token: for even
 * orders from the customer, whose order may be known, for the others from a guest of a new order.
 */
export function atCheckout(shops: readonly string[]): NextRequest {
  return each(shops, (shop, key) => {
    const now = Math.floor(Date.now() / 1_000);
    const buyer = (orders += 1);
    const claims = {
      ...{ dest: shop, aud: API_KEY, exp: now + 300, nbf: now, iat: now, jti: key },
      ...(buyer % 2 === 0 && { sub: `gid://shopify/Customer/${String(buyer)}` }),
    };
    const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
    const signature = createHmac('sha256', API_SECRET).update(signed).digest('base64url');
    const order = `gid://shopify/OrderIdentity/${String(buyer)}`;
    return request(
      '/checkout/survey',
      { kind: 'answer', source: 'thank_you', order, number: numberOf(buyer), ...WORDS, key },
      [`Authorization: Bearer ${signed}.${signature}`, 'Origin: null'],
    );
  });
}

/** Answers as the app proxy forwards them, each from another customer. */
export function atProxy(shops: readonly string[]): NextRequest {
  return each(shops, (shop, key, buyer) => {
    const query = {
      ...{ logged_in_customer_id: String(buyer), path_prefix: '/apps/omega', shop },
      timestamp: String(Math.floor(Date.now() / 1_000)),
    };
    const signed = Object.entries(query).map(([name, value]) => `${name}=${value}`);
    const signature = createHmac('sha256', API_SECRET).update(signed.sort().join('')).digest('hex');
    const address = `/proxy/survey?${new URLSearchParams({ ...query, signature }).toString()}`;
    return request(address, { kind: 'answer', source: 'storefront', ...WORDS, key }, []);
  });
}

/** The same body for the floor, which needs no proof. */
export function atFloor(): NextRequest {
  return each(['floor'], (_, key, buyer) =>
    request('/', { kind: 'answer', source: 'thank_you', order: String(buyer), ...WORDS, key }, [
      `X-Shopify-Webhook-Id: ${key}`,
    ]),
  );
}

/** The confirmation number of a buyer's order: nine letters and digits, as Shopify's. */
const numberOf = (buyer: number): string => buyer.toString(36).toUpperCase().padStart(9, '0');

const WORDS = {
  language: 'ja',
  score: 9,
  comment: 'いつもありがとうございます。香りがとても良いです。',
};

function each(
  shops: readonly string[],
  make: (shop: string, key: string, buyer: number) => Buffer,
): NextRequest {
  return () => {
    const key = randomUUID();
    buyers += 1;
    return make(shops[buyers % shops.length] ?? '', key, buyers);
  };
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function request(address: string, message: object, headers: readonly string[]): Buffer {
  const body = JSON.stringify(message);
  const head = [
    `POST ${address} HTTP/1.1`,
    'Host: omega.example',
    'Content-Type: application/json',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'User-Agent: Mozilla/5.0',
    ...headers,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const KEY = /"key":"([\da-f-]{36})"/;

/** The key of a request as it was sent. */
export function keyOf(sent: Buffer): string {
  return KEY.exec(sent.toString('utf8'))?.[1] ?? '';
}
