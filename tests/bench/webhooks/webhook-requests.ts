import { createHmac, randomUUID } from 'node:crypto';
import { API_SECRET, API_VERSION } from '../../sandbox/oauth/app-identity';
import type { NextRequest } from '../support/door-load';

/** The door for changed orders, as in shopify.app.toml. */
export interface Door {
  path: string;
  topic: string;
  domain: string;
}

/**
 * Signed deliveries as Shopify sends them, each with its own id.
 * @param orderIds gives the next changed order's id, in a cycle
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
