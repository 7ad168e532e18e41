import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** Answers with a page, a file or a word. */
export function send(response: ServerResponse, type: string, body: string, status = 200): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
  });
  response.end(body);
}

/** Leads on after a form, with what the browser should remember. */
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

/** What a form of the storefront's own pages says; null where another page sent it. */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams | null> {
  return isOwnPage(request) ? new URLSearchParams(await text(request)) : null;
}

export function isOwnPage({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  return origin !== undefined && URL.parse(origin)?.host === host;
}
