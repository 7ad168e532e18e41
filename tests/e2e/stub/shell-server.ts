import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { SignJWT } from 'jose';

import { adminShell } from '../../sandbox/admin-shell/admin-shell';
import type { ShellHost } from '../../sandbox/admin-shell/host';

export const shopDomain = 'stub-shop.myshopify.com';
export const apiKey = 'stub-key';
export const apiSecret = 'stub-secret-0123456789abcdef0123456789abcdef';

export interface StubShell extends AsyncDisposable {
  origin: string;
  /** number of session tokens made */
  tokensMade(): number;
  granted: Set<string>;
}

/** The admin shell over the smallest Shopify that it needs. */
export async function startStubShell(appOrigin: string, port = 0): Promise<StubShell> {
  let tokens = 0;
  const granted = new Set(['read_orders']);
  const host: ShellHost = {
    shops: () => [{ domain: shopDomain, name: 'お茶の店', locale: 'ja' }],
    opened: () => undefined,
    idToken: () => {
      tokens += 1;
      return signedToken(String(tokens));
    },
    now: () => new Date(),
    buys: () => ({ name: '#1001', amount: 1980, currency: 'JPY' }),
    scopes: () => ({
      granted: [...granted],
      required: ['read_orders'],
      optional: ['read_all_orders'],
    }),
    grantScopes: (_, scopes) => {
      for (const scope of scopes) granted.add(scope);
    },
    revokeScopes: (_, scopes) => {
      for (const scope of scopes) granted.delete(scope);
    },
  };
  const app = {
    apiKey,
    apiSecret,
    url: appOrigin,
    name: 'Omega',
    handle: 'omega',
    openedPath: '/app',
    homePath: '/app',
  };
  const route = adminShell(app);
  const server = createServer((request, response) => {
    void route(request, response, host).then((answered) => {
      if (!answered) response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    origin: originOf(server.address()),
    tokensMade: () => tokens,
    granted,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Valid for 60 seconds, as Shopify signs it. */
function signedToken(id: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ dest: `https://${shopDomain}`, sid: 'stub-session', jti: id })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(`https://${shopDomain}/admin`)
    .setAudience(apiKey)
    .setSubject('1')
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + 60)
    .sign(new TextEncoder().encode(apiSecret));
}

export function originOf(address: string | AddressInfo | null): string {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${String(address.port)}`;
}
