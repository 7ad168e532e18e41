import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ProxyDeclaration } from '../webhooks/app-declaration';
import { sendJson } from '../http/http-json';
import type { ExtraRoute, LocalShopify } from '../local-shopify';
import { signCheckoutToken } from './checkout-token';
import { storefrontFile } from './files';
import { orderPages } from './order-pages';
import { answerProxied } from './proxy-route';
import { Purchases } from './purchases';
import { isOwnPage, send } from './respond';
import { shopPages } from './shop-pages';
import { Themes } from './theme/themes';
import { visitorOf, type Visitor } from './visitor';
import { words } from './words';

export interface StorefrontOptions {
  /** origin of the app */
  appUrl: string;
  /** its `application_url`; the origin alone if not given */
  applicationUrl?: string;
  /** the app's declaration of its proxy, or null */
  proxy: ProxyDeclaration | null;
  /** the delay of an order after its thank-you page; 4 seconds if not given */
  orderFollowsAfterMs?: number;
}

/** The state that the storefront's pages share. */
export interface Storefront extends StorefrontOptions {
  shopify: LocalShopify;
  purchases: Purchases;
  themes: Themes;
}

/** A request to a page of a shop. */
export interface Call {
  storefront: Storefront;
  request: IncomingMessage;
  response: ServerResponse;
  visitor: Visitor;
  /** path below the shop: `/orders/7` */
  path: string;
  url: URL;
}

/** @returns whether it replied */
export type Pages = (call: Call) => Promise<boolean> | boolean;

/**
 * The storefronts of the local Shopify's shops: `/storefront/<shop>` and below, and the app proxy
 * under the path that the app declares.
 */
export function storefrontRoute(options: StorefrontOptions): ExtraRoute {
  let made: Storefront | undefined;
  return async (request, response, shopify) => {
    const url = new URL(request.url ?? '/', 'http://storefront.invalid');
    made ??= {
      ...options,
      shopify,
      purchases: new Purchases(shopify, options.orderFollowsAfterMs ?? 4_000),
      themes: new Themes(options.proxy),
    };
    const [, files] = /^\/storefront-files\/(.+)$/.exec(url.pathname) ?? [];
    if (files !== undefined) return answerFile(files, options.appUrl, response);
    const [, handle, path = ''] = /^\/storefront\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
    const visitor = visitorOf(request, shopify, handle);
    if (handle === undefined)
      return visitor !== null && answerProxied(made, visitor, request, response, url);
    if (visitor === null) {
      send(response, 'text/plain', `The local Shopify has no shop "${handle}".`, 404);
      return true;
    }
    const call: Call = { storefront: made, request, response, visitor, path, url };
    for (const pages of [sessionToken, orderPages, shopPages]) if (await pages(call)) return true;
    send(response, 'text/plain', words[visitor.language].nothing, 404);
    return true;
  };
}

async function answerFile(
  name: string,
  appUrl: string,
  response: ServerResponse,
): Promise<boolean> {
  const file = await storefrontFile(name, appUrl);
  if (file === null) send(response, 'text/plain', 'There is no such file.', 404);
  else {
    // As on Shopify's CDN: the extension's frame, which has no origin, reads it too.
    response.setHeader('access-control-allow-origin', '*');
    send(response, file.type, file.body);
  }
  return true;
}

/** Gives the page around an extension's frame a session token for the extension. */
const sessionToken: Pages = ({ storefront, request, response, visitor, path }) => {
  if (request.method !== 'POST' || !/^\/orders\/\d+\/extension\/session-token$/.test(path))
    return false;
  if (!isOwnPage(request)) {
    sendJson(response, 403, { error: 'Only a page of the storefront may ask.' });
    return true;
  }
  const { domain } = visitor.shop;
  const customerId = visitor.customer?.id ?? null;
  sendJson(response, 200, {
    token: signCheckoutToken({ domain, customerId, ...storefront.shopify.app }),
  });
  return true;
};
