import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** Replies with a page, a file or a text. */
export function send(response: ServerResponse, type: string, body: string, status = 200): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
  });
  response.end(body);
}

/** Redirects after a form, with cookies. */
export function lead(
  response: ServerResponse,
  path: string,
  cookies: Record<string, string> = {},
): void {
  const remembered = Object.entries(cookies).map(
    ([name, value]) => `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax`,
  );
  response.writeHead(303, { location: path, 'set-cookie': remembered });
  response.end();
}

/** The fields of a form of the storefront's own pages; null from another site. */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams | null> {
  return isOwnPage(request) ? new URLSearchParams(await text(request)) : null;
}

export function isOwnPage({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  return origin !== undefined && URL.parse(origin)?.host === host;
}
