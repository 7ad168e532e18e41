import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

import type { ShellHost } from './host';
import { extensionsOf } from './placements';

const shopOnly = z.object({ shop: z.string() });
const scopeCall = shopOnly.extend({ scopes: z.array(z.string()) });

class Refused extends Error {}

type Answer = (body: unknown, host: ShellHost) => Promise<unknown>;

/** The shell's own calls to the local Shopify, for the signed-in merchant. */
const answers: Record<string, Answer> = {
  '/shell/id-token': async (body, host) => {
    const { shop } = parse(shopOnly, body, host);
    const token = await host.idToken(shop);
    return { token, expiresIn: secondsOf(token) };
  },
  '/shell/buy': async (body, host) => host.buys(parse(shopOnly, body, host).shop),
  '/shell/extensions': async (body, host) => extensionsOf(parse(shopOnly, body, host).shop),
  '/shell/scopes': async (body, host) => host.scopes(parse(shopOnly, body, host).shop),
  '/shell/scopes/grant': async (body, host) => {
    const { shop, scopes } = parse(scopeCall, body, host);
    requireOptional(scopes, host.scopes(shop).optional);
    await host.grantScopes(shop, scopes);
    return host.scopes(shop);
  },
  '/shell/scopes/revoke': async (body, host) => {
    const { shop, scopes } = parse(scopeCall, body, host);
    requireOptional(scopes, host.scopes(shop).optional);
    await host.revokeScopes(shop, scopes);
    return host.scopes(shop);
  },
};

/** Answers `POST /shell/...`, for the shell's own page only. */
export function callRoute() {
  return async (
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    host: ShellHost,
  ): Promise<boolean> => {
    const answer = answers[path];
    if (answer === undefined) return false;
    try {
      if (!fromShell(request)) throw new Refused('Only the admin shell may call this.');
      send(response, 200, await answer(await json(request), host));
    } catch (error) {
      if (!(
        error instanceof Refused ||
        error instanceof z.ZodError ||
        error instanceof SyntaxError
      ))
        throw error;
      send(response, error instanceof Refused ? 403 : 400, { error: error.message });
    }
    return true;
  };
}

function fromShell(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin !== undefined && host !== undefined && new URL(origin).host === host;
}

function parse<T extends { shop: string }>(
  schema: z.ZodType<T>,
  body: unknown,
  host: ShellHost,
): T {
  const call = schema.parse(body);
  if (!host.shops().some((shop) => shop.domain === call.shop))
    throw new Refused(`The local Shopify has no shop "${call.shop}".`);
  return call;
}

function requireOptional(scopes: string[], optional: string[]): void {
  const other = scopes.filter((scope) => !optional.includes(scope));
  if (other.length > 0)
    throw new Refused(`Not declared as optional in the app's configuration: ${other.join(', ')}.`);
}

const times = z.object({ iat: z.number().optional(), nbf: z.number().optional(), exp: z.number() });

/** The token's lifetime, because the local Shopify's clock may differ from the browser's. */
function secondsOf(token: string): number {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  const { iat, nbf, exp } = times.parse(JSON.parse(payload));
  return exp - (iat ?? nbf ?? exp - 60);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
