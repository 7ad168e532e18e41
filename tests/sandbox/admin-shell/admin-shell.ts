import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';

import { browserScript } from '../http/browser-script';
import { shellDocument } from './document';
import { frameUrl, storeHandle } from './frame-url';
import type { FramedApp, ShellHost, ShellRoute, ShellShop } from './host';
import { callRoute } from './call-route';
import type { ShellLocale } from './words';

const here = (name: string): string => join(import.meta.dirname, name);

/**
 * The admin shell as a route of the local Shopify: `/` redirects to the first shop's app,
 * `/store/<shop>/apps/<app>/<path in the app>` frames the app as Shopify's admin does, other pages under
 * `/store/<shop>` name the page of Shopify, `/app-bridge.js` is the stand-in for App Bridge.
 */
export function adminShell(app: FramedApp): ShellRoute {
  const session = randomBytes(32).toString('hex');
  const call = callRoute();
  return async (request, response, host) => {
    const url = new URL(request.url ?? '/', 'http://shell.invalid');
    if (request.method === 'POST' && url.pathname.startsWith('/shell/'))
      return call(url.pathname, request, response, host);
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    if (url.pathname === '/') return redirectToFirstShop(app, response, host);
    if (url.pathname.startsWith('/store/'))
      return store(app, session, url, request, response, host);
    return script(url.pathname, response);
  };
}

async function script(path: string, response: ServerResponse): Promise<boolean> {
  if (path === '/app-bridge.js') {
    // The app's pages are of another origin, as they are to cdn.shopify.com.
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    send(response, 'text/javascript', await browserScript(here('bridge/app-bridge.ts')));
  } else if (path === '/shell/shell.js')
    send(response, 'text/javascript', await browserScript(here('client/shell.ts')));
  else if (path === '/shell/shell.css')
    send(response, 'text/css', await readFile(here('shell.css'), 'utf8'));
  else return false;
  return true;
}

function redirectToFirstShop(app: FramedApp, response: ServerResponse, host: ShellHost): boolean {
  const [first] = host.shops();
  if (first === undefined) {
    send(response, 'text/plain', 'The local Shopify has no shop.', 404);
    return true;
  }
  response.writeHead(302, { Location: `/store/${storeHandle(first.domain)}/apps/${app.handle}` });
  response.end();
  return true;
}

async function store(
  app: FramedApp,
  session: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
  host: ShellHost,
): Promise<boolean> {
  const [, , handle = '', section, appHandle, ...rest] = url.pathname.split('/');
  const shop = host.shops().find((one) => storeHandle(one.domain) === handle);
  if (shop === undefined) {
    send(response, 'text/plain', `The local Shopify has no shop "${handle}".`, 404);
    return true;
  }
  const locale = shellLocale(request, shop);
  const framed = section === 'apps' && (appHandle === app.handle || appHandle === app.apiKey);
  if (framed) await host.opened(shop.domain);
  const shown = framed
    ? {
        frameUrl: frameUrl(app, {
          shopDomain: shop.domain,
          locale,
          path: `/${rest.join('/')}${url.search}`,
          idToken: await host.idToken(shop.domain),
          session,
          now: host.now(),
        }),
      }
    : { adminPath: url.pathname + url.search };
  const phone = cookie(request, 'shell-view') === 'phone';
  send(
    response,
    'text/html',
    shellDocument({ app, shop, locale, phone, storefront: app.storefront ?? null, shown }),
  );
  return true;
}

/** The chosen language, the browser's first one that the shell has, or the shop's. */
function shellLocale(request: IncomingMessage, shop: ShellShop): ShellLocale {
  const accepted = (request.headers['accept-language'] ?? '').split(',');
  const known = [cookie(request, 'shell-locale'), ...accepted, shop.locale]
    .map((tag) => /^\s*(ja|en)(?![a-z])/i.exec(tag ?? '')?.[1]?.toLowerCase())
    .find((tag) => tag !== undefined);
  return known === 'ja' ? 'ja' : 'en';
}

function cookie(request: IncomingMessage, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

function send(response: ServerResponse, type: string, body: string, status = 200): void {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-store',
  });
  response.end(body);
}
