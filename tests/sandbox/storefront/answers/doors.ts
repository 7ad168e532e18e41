import { signLinkToken } from '../../../../app/survey/proof/tokens.server';
import { API_KEY, API_SECRET } from '../../oauth/app-identity';
import { signCheckoutToken } from '../checkout-token';
import { signedQuery } from '../proxy-signature';
import type { Saying } from './plan';

/** The shop, and the addresses of the app and its proxy. */
export interface Doors {
  domain: string;
  appUrl: string;
  /** `/apps/omega` */
  pathPrefix: string;
}

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';

/**
 * Sends a message to the running app through the door that Shopify would use, with the app's clock at the
 * message's time (by `moved-clock.mjs`).
 * @throws Error when the door refuses it
 */
export async function sayAtDoor(saying: Saying, doors: Doors): Promise<void> {
  const { message, at } = saying;
  const { source } = message;
  const proxied = source === 'storefront' || source === 'link';
  const path = proxied ? `/proxy/survey?${query(saying, doors)}` : '/checkout/survey';
  const token =
    source === 'link' ? { token: signLinkToken(doors.domain, message.order ?? '') } : {};
  const response = await fetch(new URL(path, doors.appUrl), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': BROWSER,
      'x-sandbox-at': String(at),
      ...(proxied ? {} : { authorization: `Bearer ${checkoutToken(saying, doors)}` }),
    },
    body: JSON.stringify({ ...message, ...token }),
  });
  if (!response.ok) throw new Error(`${message.kind}: ${String(response.status)}`);
  await response.arrayBuffer();
}

function checkoutToken({ at, customerId }: Saying, { domain }: Doors): string {
  return signCheckoutToken({ domain, customerId, apiKey: API_KEY, apiSecret: API_SECRET, now: at });
}

function query({ at, customerId }: Saying, { domain, pathPrefix }: Doors): string {
  const timestamp = Math.floor(at / 1000);
  const facts = { domain, pathPrefix, customerId, apiSecret: API_SECRET, timestamp };
  return signedQuery(new URLSearchParams(), facts).toString();
}
