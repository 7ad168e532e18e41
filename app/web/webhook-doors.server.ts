import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ActionFunction, ServerBuild } from '@remix-run/node';
import { env } from '../env.server';
import { log, type LogIds } from '../log.server';
import { addressOf } from './doors.server';

/** Webhooks carry ids (`include_fields` in shopify.app.toml); nobody signed one of this size. */
const LARGEST_BODY = 1_000_000;
/** Those about a person are sent whole, with every order of his: what is refused is never erased. */
const LARGEST_ABOUT_A_PERSON = 5_000_000;
const LONGEST_ID = 100;

class TooLarge extends Error {}

/** The actions of the routes below `/webhooks/`, by address. */
export function webhookDoors({ routes }: ServerBuild): ReadonlyMap<string, ActionFunction> {
  const doors = new Map<string, ActionFunction>();
  for (const id of Object.keys(routes)) {
    const action = routes[id]?.module.action;
    const address = addressOf(routes, id);
    if (action !== undefined && address.startsWith('/webhooks/')) doors.set(address, action);
  }
  return doors;
}

/**
 * Hands a request to its route's action as Remix would, without what Remix does for pages around it:
 * a shop's busy hour brings hundreds of deliveries a second, and Shopify waits five seconds.
 */
export async function answerWebhook(
  action: ActionFunction,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const answer = await action({ request: await webRequest(request), params: {}, context: {} });
    await send(answer instanceof Response ? answer : new Response(), response);
  } catch (thrown) {
    if (thrown instanceof Response) {
      await send(thrown, response);
      return;
    }
    if (thrown instanceof TooLarge) {
      response.writeHead(413, { connection: 'close' }).end();
      return;
    }
    // Whoever left before his request was whole is no failure of ours.
    if (request.destroyed && !request.complete) return;
    const error = thrown instanceof Error ? thrown : new Error('something that is no error');
    log.error(
      { ...idsOf(request), error: error.name, stack: error.stack },
      'a webhook could not be taken',
    );
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

/** Which delivery: its signature was right, or it would have been refused. */
function idsOf({ headers }: IncomingMessage): LogIds {
  const id = (name: string) => String(headers[name] ?? '').slice(0, LONGEST_ID);
  return { shop: id('x-shopify-shop-domain'), webhook: id('x-shopify-webhook-id') };
}

async function webRequest(request: IncomingMessage): Promise<Request> {
  const url = new URL(request.url ?? '/', env().SHOPIFY_APP_URL);
  const largest = url.pathname === '/webhooks/privacy' ? LARGEST_ABOUT_A_PERSON : LARGEST_BODY;
  if (Number(request.headers['content-length'] ?? 0) > largest) throw new TooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) throw new TooLarge();
    chunks.push(chunk);
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value);
  if (request.method !== 'POST') return new Request(url, { headers });
  return new Request(url, { method: 'POST', headers, body: Buffer.concat(chunks) });
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = answer.status;
  response.end(answer.body === null ? undefined : Buffer.from(await answer.arrayBuffer()));
}
