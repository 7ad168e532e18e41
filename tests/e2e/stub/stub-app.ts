import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { Session } from '@shopify/shopify-api';

import { apiKey, apiSecret, originOf, shopDomain } from './shell-server';
import { stubPage } from './stub-page';

export interface StubApp extends AsyncDisposable {
  origin: string;
}

/** The session that Shopify's library would have after the token exchange. */
const session = new Session({
  id: `offline_${shopDomain}`,
  shop: shopDomain,
  state: '',
  isOnline: false,
  scope: 'read_orders',
  accessToken: 'token',
  expires: new Date(Date.now() + 3_600_000),
});

/**
 * An app of one page behind the real library. The library reads APP_BRIDGE_URL once, when it is
 * imported, so it is imported here.
 */
export async function startStubApp(shellOrigin: string, port: number): Promise<StubApp> {
  const bridgeUrl = `${shellOrigin}/app-bridge.js`;
  process.env.APP_BRIDGE_URL = bridgeUrl;
  process.env.OMEGA_SHELL_ORIGIN = shellOrigin;
  await import('../../sandbox/admin-shell/present-locally.mjs');
  await import('@shopify/shopify-app-remix/adapters/node');
  const { shopifyApp, ApiVersion } = await import('@shopify/shopify-app-remix/server');
  const origin = `http://127.0.0.1:${String(port)}`;
  const shopify = shopifyApp({
    apiKey,
    apiSecretKey: apiSecret,
    appUrl: origin,
    apiVersion: ApiVersion.October25,
    isEmbeddedApp: true,
    future: { unstable_newEmbeddedAuthStrategy: true },
    logger: { log: () => undefined },
    sessionStorage: {
      storeSession: async () => true,
      loadSession: async () => session,
      deleteSession: async () => true,
      deleteSessions: async () => true,
      findSessionsByShop: async () => [session],
    },
  });
  let staleAnswers = 0;

  async function respond(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname === '/api/stale' && staleAnswers++ === 0)
      return new Response(null, {
        status: 401,
        headers: { 'X-Shopify-Retry-Invalid-Session-Request': '1' },
      });
    if (url.pathname === '/api/reauthorise')
      return new Response(null, {
        status: 401,
        headers: {
          'X-Shopify-API-Request-Failure-Reauthorize-Url': `https://${shopDomain}/admin/oauth/install?client_id=${apiKey}&optional_scopes=read_all_orders`,
        },
      });
    const context = await shopify.authenticate.admin(request);
    if (url.pathname.startsWith('/api/'))
      return Response.json({
        shop: context.session.shop,
        requestedWith: request.headers.get('X-Requested-With'),
        body: await request.text(),
      });
    const headers = new Headers({ 'Content-Type': 'text/html; charset=utf-8' });
    shopify.addDocumentResponseHeaders(request, headers);
    return new Response(stubPage(bridgeUrl, apiKey, url.pathname), { headers });
  }

  const server = createServer((incoming, outgoing) => {
    void toRequest(origin, incoming)
      .then(respond)
      .catch((thrown: unknown) => {
        if (thrown instanceof Response) return thrown;
        return new Response(String(thrown), { status: 500 });
      })
      .then((response) => write(response, outgoing));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    origin: originOf(server.address()),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function toRequest(origin: string, incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, String(value));
  return new Request(new URL(incoming.url ?? '/', origin), {
    method: incoming.method ?? 'GET',
    headers,
    ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
  });
}

async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  response.headers.forEach((value, name) => {
    outgoing.setHeader(name, value);
  });
  outgoing.writeHead(response.status);
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}
