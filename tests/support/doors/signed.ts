import { createHmac } from 'node:crypto';
import { API_SECRET } from '../../sandbox/oauth/app-identity';

export const DOMAIN = 'tea-shop.myshopify.com';

export interface Sent {
  topic: string;
  payload?: unknown;
  /** the raw body, instead of the payload */
  body?: string;
  domain?: string;
  webhookId?: string;
  secret?: string;
  /** a header to leave out */
  without?: string;
  method?: string;
}

let sent = 0;

/** A webhook as Shopify sends it, with a valid signature. */
export function signed(path: string, delivery: Sent): Request {
  const { payload = {}, secret = API_SECRET, without, method = 'POST' } = delivery;
  const body = delivery.body ?? JSON.stringify(payload);
  const headers = new Headers({
    'content-type': 'application/json',
    'x-shopify-topic': delivery.topic,
    'x-shopify-shop-domain': delivery.domain ?? DOMAIN,
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': delivery.webhookId ?? `webhook-${++sent}`,
    'x-shopify-event-id': 'event-1',
    'x-shopify-triggered-at': '2026-10-14T12:00:00.000Z',
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
  });
  if (without) headers.delete(without);
  return new Request(`https://omega.example${path}`, {
    method,
    headers,
    ...(method === 'POST' ? { body } : {}),
  });
}
