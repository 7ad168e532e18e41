import type { IncomingMessage, ServerResponse } from 'node:http';
import { proxied, type ProxiedAnswer } from './app-proxy';
import { storefrontDocument } from './pages/document';
import { send } from './respond';
import type { Storefront } from './storefront';
import { renderedAnswer } from './theme/render-block';
import type { Visitor } from './visitor';
import { words } from './words';

/**
 * The app proxy: signs requests under the app's path of the storefront and forwards them to the app; renders
 * a Liquid reply inside the theme.
 * @returns false for another path, or a shop without the app
 */
export async function answerProxied(
  { appUrl, applicationUrl = appUrl, proxy, shopify, themes }: Storefront,
  visitor: Visitor,
  request: IncomingMessage,
  response: ServerResponse,
  { pathname }: URL,
): Promise<boolean> {
  const { domain } = visitor.shop;
  const pathPrefix = themes.of(domain).proxyPath;
  if (proxy === null || !pathname.startsWith(`${pathPrefix}/`)) return false;
  if (!shopify.grantedScopes(domain).includes('write_app_proxy')) return false;
  const facts = {
    domain,
    pathPrefix,
    customerId: visitor.customer?.id ?? null,
    apiSecret: shopify.app.apiSecret,
  };
  const answer = await proxied(request, { ...proxy, applicationUrl }, facts).catch(() => null);
  if (answer === null) send(response, 'text/plain', words[visitor.language].proxyDown, 502);
  else if (answer.liquid) sendLiquid(answer, visitor, shopify, response, pathname);
  else response.writeHead(answer.status, answer.headers).end(answer.body);
  return true;
}

function sendLiquid(
  { status, body, headers }: ProxiedAnswer,
  visitor: Visitor,
  shopify: Storefront['shopify'],
  response: ServerResponse,
  path: string,
): void {
  const metafields = shopify.appMetafields(visitor.shop.domain);
  const main = renderedAnswer(body.toString(), { visitor, template: 'page', path, metafields });
  const title = words[visitor.language].survey;
  const page = storefrontDocument(visitor, { title, main, theme: true });
  response.writeHead(status, { ...headers, 'content-type': 'text/html; charset=utf-8' });
  response.end(page);
}
