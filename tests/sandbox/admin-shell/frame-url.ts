import { createHmac } from 'node:crypto';

import type { FramedApp } from './host';
import { shopifyParameters } from './protocol';

export interface FrameRequest {
  shopDomain: string;
  locale: string;
  /** path in the app with its own query, `/app/ltv?from=2026-01`; empty opens the app */
  path: string;
  idToken: string;
  /** an opaque id of the merchant's login */
  session: string;
  now: Date;
}

/**
 * The address that Shopify gives the app's iframe: the app's path with `embedded`, `hmac`, `host`,
 * `id_token`, `locale`, `session`, `shop` and `timestamp`.
 * @throws TypeError when the path leads out of the app
 */
export function frameUrl(app: FramedApp, frame: FrameRequest): string {
  const path = frame.path === '' || frame.path === '/' ? app.openedPath : frame.path;
  const url = new URL(path, app.url);
  if (url.origin !== new URL(app.url).origin)
    throw new TypeError(`${frame.path} is not in the app`);
  for (const name of shopifyParameters) url.searchParams.delete(name);
  url.searchParams.set('embedded', '1');
  url.searchParams.set('host', adminHost(frame.shopDomain));
  url.searchParams.set('id_token', frame.idToken);
  url.searchParams.set('locale', frame.locale);
  url.searchParams.set('session', frame.session);
  url.searchParams.set('shop', frame.shopDomain);
  url.searchParams.set('timestamp', String(Math.floor(frame.now.getTime() / 1000)));
  url.searchParams.set('hmac', sign(url.searchParams, app.apiSecret));
  return url.href;
}

/** The `host` parameter: base64 of the admin's address for the shop, without padding. */
function adminHost(shopDomain: string): string {
  const text = `admin.shopify.com/store/${storeHandle(shopDomain)}`;
  return Buffer.from(text).toString('base64').replaceAll('=', '');
}

/** `tea-shop` of `tea-shop.myshopify.com`. */
export function storeHandle(shopDomain: string): string {
  return shopDomain.replace(/\.myshopify\.com$/, '');
}

function sign(parameters: URLSearchParams, secret: string): string {
  const sorted = [...parameters.entries()].sort(([a], [b]) => a.localeCompare(b));
  return createHmac('sha256', secret).update(new URLSearchParams(sorted).toString()).digest('hex');
}
