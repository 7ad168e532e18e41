import { expect, it } from 'vitest';
import { Random } from '../sandbox/worlds/distributions';
import { deliveryRequest } from './deliveries';
import type { Grounds } from './requests';

const topics = ['customers/redact', 'shop/redact', 'orders/create'].map((topic) => ({
  ...{ topic, uri: '/webhooks' },
}));
const shops: Grounds['shops'] = ['a.myshopify.com', 'b.myshopify.com', 'c.myshopify.com'];

function shopIn(body: Buffer | null): unknown {
  try {
    return Object(JSON.parse(String(body))).shop_domain;
  } catch {
    return undefined;
  }
}

it('most bodies that name a shop name the header’s, because others are refused before their content is read', () => {
  const random = new Random('bodies');
  const named = Array.from({ length: 3_000 }, () =>
    deliveryRequest(random, { topics, shops, doors: [], names: [], words: [] }),
  )
    .map(({ headers, body }) => ({
      header: new Map(headers).get('x-shopify-shop-domain'),
      body: shopIn(body),
    }))
    .filter(({ header, body }) => shops.includes(String(header)) && String(body).endsWith('.com'));
  const same = named.filter(({ header, body }) => header === body).length / named.length;
  expect(named.length).toBeGreaterThan(300);
  expect(same).toBeGreaterThan(0.8);
  expect(same).toBeLessThan(1);
});
