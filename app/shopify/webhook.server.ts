import { z } from 'zod';
import { shopifyLibrary } from './library.server';

/** A webhook whose signature holds. */
export interface Delivery {
  /** `APP_UNINSTALLED`, `CUSTOMERS_REDACT`, … */
  topic: string;
  /** `tea-shop.myshopify.com` */
  domain: string;
  /** the same for every attempt at this delivery */
  webhookId: string;
  payload: Record<string, unknown>;
}

const payloadSchema = z.record(z.string(), z.unknown());

/**
 * Checks a webhook's signature and headers and nothing else. The library's own door would go on to
 * refresh the shop's token, which fails for ever once the app is uninstalled (shopify-app-js#3360):
 * a delivery is genuine whether or not the shop still has a session.
 *
 * @throws Response 405 when it is not a POST, 401 for a wrong signature, 400 for missing headers or
 *   a body that is no JSON object
 */
export async function authenticateWebhook(request: Request): Promise<Delivery> {
  if (request.method !== 'POST') throw refusal(405);
  const rawBody = await request.text();
  const check = await shopifyLibrary.webhooks.validate({ rawBody, rawRequest: request });
  if (!check.valid) throw refusal(check.reason === 'invalid_hmac' ? 401 : 400);
  const payload = payloadSchema.safeParse(parsed(rawBody));
  if (!payload.success) throw refusal(400);
  return {
    topic: check.topic,
    domain: check.domain,
    webhookId: check.webhookId,
    payload: payload.data,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(status: 400 | 401 | 405): Response {
  return new Response(null, { status });
}
