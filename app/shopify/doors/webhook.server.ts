import { z } from 'zod';
import { acceptedSecrets } from './secrets.server';
import { isOfDoor, isOfShop, isOfTopic } from './webhook-claims';
import { isSigned } from './webhook-signature';

/** A webhook delivery with a valid signature. */
export interface Delivery {
  /** `APP_UNINSTALLED`, `CUSTOMERS_REDACT`, … */
  topic: string;
  /** `tea-shop.myshopify.com` */
  domain: string;
  /** the same for every attempt at this delivery */
  webhookId: string;
  /** the event in the shop: the same for all subscriptions that report it */
  eventId: string | null;
  /** when the event happened, which may be hours ago */
  triggeredAt: Date | null;
  payload: Record<string, unknown>;
}

const payloadSchema = z.record(z.string(), z.unknown());

/** Headers of every delivery. The API version is required, although its value is not used. */
const REQUIRED = ['hmac-sha256', 'topic', 'shop-domain', 'api-version', 'webhook-id'] as const;

/** Headers that are stored as keys; Shopify's values are far shorter than `LONGEST`. */
const KEPT = ['topic', 'shop-domain', 'webhook-id', 'event-id'] as const;
const LONGEST = 255;

/**
 * Checks a webhook's signature and headers, and nothing else. The library's own check would also refresh
 * the shop's token, which fails for good once the app is uninstalled (shopify-app-js#3360), and accepts one
 * secret only. A delivery is genuine whether or not the shop still has a session.
 *
 * Shopify signs the body, not the headers: a topic of another address or another body is refused, and so is
 * a shop that the body does not name.
 *
 * @throws Response 405 when it is not a POST; 400 for missing or too long headers, a body that is not a
 *   JSON object, or another topic's; 401 for a wrong signature or another shop's body
 */
export async function authenticateWebhook(request: Request): Promise<Delivery> {
  if (request.method !== 'POST') throw refusal(405);
  const header = (name: string) => request.headers.get(`x-shopify-${name}`);
  if (REQUIRED.some((name) => !header(name))) throw refusal(400);
  if (KEPT.some((name) => (header(name)?.length ?? 0) > LONGEST)) throw refusal(400);
  const body = Buffer.from(await request.arrayBuffer());
  if (!isSigned(body, header('hmac-sha256') ?? '', acceptedSecrets())) throw refusal(401);
  const payload = payloadSchema.safeParse(parsed(body.toString('utf8')));
  if (!payload.success) throw refusal(400);
  const topic = (header('topic') ?? '').toUpperCase().replaceAll(/[/.]/g, '_');
  const domain = header('shop-domain') ?? '';
  if (!isOfDoor(topic, new URL(request.url).pathname)) throw refusal(400);
  if (!isOfShop(topic, domain, payload.data)) throw refusal(401);
  if (!isOfTopic(topic, payload.data)) throw refusal(400);
  return {
    topic,
    domain,
    webhookId: header('webhook-id') ?? '',
    eventId: header('event-id'),
    triggeredAt: timeOf(header('triggered-at')),
    payload: payload.data,
  };
}

function timeOf(text: string | null): Date | null {
  const time = new Date(text !== null && /^\d{4}-/.test(text) ? text : NaN);
  return Number.isNaN(time.getTime()) ? null : time;
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
