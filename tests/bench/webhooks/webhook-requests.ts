import { createHmac, randomUUID } from 'node:crypto';
import { API_SECRET, API_VERSION } from '../../sandbox/oauth/app-identity';
import type { NextRequest } from '../support/door-load';

/** Where Shopify would send a change of an order, by shopify.app.toml. */
export interface Door {
  path: string;
  topic: string;
  domain: string;
}

/**
 * Deliveries as Shopify sends them, signed, each with an id of its own.
 * @param orderIds the orders that have changed, one after the other and over again
 */
export function deliveries({ path, topic, domain }: Door, orderIds: () => number): NextRequest {
  return () => {
    const id = orderIds();
    const body = JSON.stringify({
      id,
      admin_graphql_api_id: `gid://shopify/Order/${id}`,
      updated_at: new Date().toISOString(),
    });
    const headers = [
      `POST ${path} HTTP/1.1`,
      'Host: omega.example',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'User-Agent: Shopify-Captain-Hook',
      `X-Shopify-Topic: ${topic}`,
      `X-Shopify-Hmac-Sha256: ${createHmac('sha256', API_SECRET).update(body).digest('base64')}`,
      `X-Shopify-Shop-Domain: ${domain}`,
      `X-Shopify-Api-Version: ${API_VERSION}`,
      `X-Shopify-Webhook-Id: ${randomUUID()}`,
      `X-Shopify-Event-Id: ${randomUUID()}`,
      `X-Shopify-Triggered-At: ${new Date().toISOString()}`,
    ];
    return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body}`);
  };
}
