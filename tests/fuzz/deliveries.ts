import { createHmac, randomUUID } from 'node:crypto';
import { API_SECRET, API_VERSION } from '../sandbox/oauth/app-identity';
import type { Random } from '../sandbox/worlds/distributions';
import type { Input } from './input';
import { headerValue, type Grounds } from './requests';
import { nastyBytes, nastyJson, nastyJsonText, nastyText } from './strings';

/** Topics that end an installation or erase a person's data: only the expendable shop gets them. */
const HARMFUL = /^(app|customers|shop)\//;

/** Plausible values of real payloads; the fuzzer may replace each with nonsense. */
const PLAUSIBLE: Record<string, (random: Random, shop: string) => unknown> = {
  id: (random) => random.whole(1, 9e12),
  admin_graphql_api_id: (random) => `gid://shopify/Order/${String(random.whole(1, 9e9))}`,
  order_id: (random) => random.whole(1, 9e12),
  updated_at: () => '2026-10-01T00:00:00Z',
  created_at: () => '2026-10-01T00:00:00+09:00',
  customer: (random) => ({ id: random.whole(1, 9e9), email: null, phone: null }),
  orders_to_redact: (random) => [random.whole(1, 9e9)],
  orders_requested: (random) => [random.whole(1, 9e9)],
  data_request: () => ({ id: 1 }),
  shop_id: () => 7,
  // the body of a compliance topic also names the shop; a different shop than the header's is a 401 at
  // once
  shop_domain: (random, shop) => (random.chance(0.9) ? shop : 'x.myshopify.com'),
  admin_graphql_api_customer_kept_id: (random) =>
    `gid://shopify/Customer/${String(random.whole(1, 9e9))}`,
  admin_graphql_api_customer_deleted_id: (random) =>
    `gid://shopify/Customer/${String(random.whole(1, 9e9))}`,
  status: () => 'completed',
  error_code: () => null,
  completed_at: () => '2026-10-01T00:00:00Z',
  current: () => ['read_orders'],
};

/** A delivery to a webhook door, with a valid or wrong signature and a payload of any kind. */
export function deliveryRequest(random: Random, { topics, shops }: Grounds): Input {
  const { topic, uri } = random.pick(topics);
  const right = random.chance(0.6);
  const named = random.chance(0.9) ? topic : headerValue(nastyText(random, 100));
  const harmed = right && HARMFUL.test(named);
  const domain = harmed ? shops[2] : random.chance(0.8) ? random.pick(shops) : 'x.myshopify.com';
  const body = payload(random, domain);
  const secret = right ? API_SECRET : random.pick(['', 'wrong', API_SECRET.toUpperCase()]);
  const signature = createHmac('sha256', secret).update(body).digest('base64');
  const odd = (): string => headerValue(nastyText(random, 200));
  const all: Input['headers'] = [
    ['x-shopify-topic', named],
    ['x-shopify-hmac-sha256', right || random.chance(0.8) ? signature : odd()],
    ['x-shopify-shop-domain', harmed || random.chance(0.9) ? domain : odd()],
    ['x-shopify-api-version', random.chance(0.95) ? API_VERSION : odd()],
    ['x-shopify-webhook-id', random.chance(0.9) ? randomUUID() : odd()],
    ['x-shopify-event-id', random.chance(0.9) ? randomUUID() : odd()],
    ['x-shopify-triggered-at', random.chance(0.9) ? '2026-10-01T00:00:00.000Z' : odd()],
    ['content-type', random.chance(0.9) ? 'application/json' : odd()],
    ['user-agent', 'Shopify-Captain-Hook'],
  ];
  return {
    about: `${uri} ${topic}`,
    method: random.chance(0.97) ? 'POST' : random.pick(['GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS']),
    target: random.chance(0.95) ? uri : `${uri}?${encodeURIComponent(odd().toWellFormed())}`,
    headers: all.filter(() => random.chance(0.98)),
    body,
    missing: random.chance(0.03) ? random.whole(0, body.length) : 0,
    signedIn: null,
  };
}

function payload(random: Random, shop: string): Buffer {
  const draw = random.next();
  if (draw < 0.6) {
    const fields = Object.entries(PLAUSIBLE)
      .filter(() => random.chance(0.6))
      .map(([name, of]) => [name, random.chance(0.75) ? of(random, shop) : nastyJson(random)]);
    return Buffer.from(JSON.stringify(Object.fromEntries(fields)));
  }
  if (draw < 0.85) return Buffer.from(nastyJsonText(random));
  if (draw < 0.99) return nastyBytes(random, 600);
  return Buffer.alloc(random.whole(100_000, 3_000_000), '{"a":1,');
}
