import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { EVENT_KINDS, type ShopEvent, type ShopEvents } from '../events/shop-events';
import { sendJson } from '../http/http-json';
import type { ExtraRoute } from '../http/http-server';
import type { LocalShopify } from '../local-shopify';

/** Events between two yields to other work of this process. */
const BATCH = 50;
const MOST = 200_000;

const wish = z.strictObject({
  /** the shop's domain; the first shop if not given */
  shop: z.string().optional(),
  /** kind of event; random if not given */
  kind: z.enum(EVENT_KINDS).optional(),
  times: z.int().min(1).max(MOST).default(1),
  seed: z.string().optional(),
});

/**
 * The door through which other processes trigger events in the local Shopify's shops: `POST /control/events`,
 * `GET /control/deliveries`. It accepts only JSON, which no page of another origin can send.
 */
export function controlDoor(): ExtraRoute {
  const running = new Map<string, ShopEvents>();
  return async (req, res, shopify) => {
    const call = `${String(req.method)} ${req.url ?? ''}`;
    if (call === 'GET /control/deliveries') sendJson(res, 200, deliveries(shopify));
    else if (call === 'POST /control/events') await answerEvents(req, res, shopify, running);
    else return false;
    return true;
  };
}

async function answerEvents(
  req: IncomingMessage,
  res: ServerResponse,
  shopify: LocalShopify,
  running: Map<string, ShopEvents>,
): Promise<void> {
  const asJson = req.headers['content-type']?.startsWith('application/json') === true;
  const body = wish.safeParse(asJson ? await json(req).catch(() => null) : null);
  if (!body.success) {
    sendJson(res, 400, { error: asJson ? z.prettifyError(body.error) : 'JSON is expected' });
    return;
  }
  const { kind, times, seed } = body.data;
  const domain = body.data.shop ?? shopify.domains()[0] ?? '';
  if (!shopify.domains().includes(domain)) {
    sendJson(res, 404, { error: `there is no shop ${domain}` });
    return;
  }
  const events =
    (seed === undefined ? running.get(domain) : undefined) ??
    shopify.events(domain, seed === undefined ? {} : { seed });
  running.set(domain, events);
  const happened: ShopEvent[] = [];
  for (let done = 0; done < times; done += 1) {
    happened.push(events.happen(kind));
    if (done % BATCH === BATCH - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  sendJson(res, 200, { shop: domain, events: happened });
}

/** Numbers of webhooks so far, by their results. */
function deliveries({ webhooks }: LocalShopify): Record<string, number> {
  const statuses = webhooks.deliveries.map(({ status }) => status);
  return {
    sent: statuses.length,
    taken: statuses.filter((status) => status !== null && status < 300).length,
    refused: statuses.filter((status) => status !== null && status >= 300).length,
    unanswered: statuses.filter((status) => status === null).length,
  };
}
