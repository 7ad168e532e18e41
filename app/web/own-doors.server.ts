import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ActionFunction, LoaderFunction, ServerBuild } from '@remix-run/node';
import { env } from '../env.server';
import { log, type LogIds } from '../log.server';
import { addressOf } from './doors.server';

/** Webhooks carry ids (`include_fields` in shopify.app.toml); nobody signed one of this size. */
const LARGEST_BODY = 1_000_000;
/** Doors that take less, or more. */
const LARGEST: Readonly<Record<string, number>> = {
  // those about a person are sent whole, with every order of his: what is refused is never erased
  '/webhooks/privacy': 5_000_000,
  '/checkout/survey': 16_384,
  // a form's letters are three times as long on the way; the door counts what they say, and answers with a page
  '/proxy/survey': 262_144,
};
const OWN = /^\/(?:webhooks|checkout|proxy)\//;
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const LONGEST_ID = 100;

/** A door that answers without Remix. */
export interface OwnDoor {
  action: ActionFunction;
  loader: LoaderFunction | undefined;
  /** of a body, in bytes */
  largest: number;
  /** other sites may knock: it asks for a token or a signature, and never for a cookie */
  open: boolean;
  /** and may read what it answers */
  readable: boolean;
}

/** The routes of Shopify's webhooks and of buyers, by address. */
export function ownDoors({ routes }: ServerBuild): ReadonlyMap<string, OwnDoor> {
  const doors = new Map<string, OwnDoor>();
  for (const id of Object.keys(routes)) {
    const { action, loader } = routes[id]?.module ?? {};
    const address = addressOf(routes, id);
    if (action === undefined || !OWN.test(address)) continue;
    const open = !address.startsWith('/webhooks/');
    const readable = address.startsWith('/checkout/');
    doors.set(address, {
      action,
      loader,
      largest: LARGEST[address] ?? LARGEST_BODY,
      open,
      readable,
    });
  }
  return doors;
}

/**
 * Hands a request to its route as Remix would, without what Remix does for pages around it: a shop's
 * busy hour brings hundreds of deliveries or answers a second, and who sends them waits.
 */
export async function answerAtOwnDoor(
  { action, loader, largest }: OwnDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = READING.has(request.method ?? '') && loader !== undefined ? loader : action;
  try {
    const body = await bodyOf(request, largest);
    if (body === null) {
      tooLarge(response);
      return;
    }
    const given = await answer({ request: webRequest(request, body), params: {}, context: {} });
    await send(given instanceof Response ? given : new Response(), response);
  } catch (thrown) {
    if (thrown instanceof Response) {
      await send(thrown, response);
      return;
    }
    // Whoever left before his request was whole is no failure of ours.
    if (request.destroyed && !request.complete) return;
    const error = thrown instanceof Error ? thrown : new Error('something that is no error');
    log.error(
      { ...idsOf(request), error: error.name, stack: error.stack },
      'a request from Shopify or a buyer could not be taken',
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

/** The whole body; null where it is larger than that, of which no more is read. */
async function bodyOf(
  request: IncomingMessage,
  largest: number,
): Promise<Buffer<ArrayBuffer> | null> {
  if (Number(request.headers['content-length'] ?? 0) > largest) return null;
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= largest) return;
      request.pause();
      resolve(null);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the request was not sent to its end')));
  });
}

function tooLarge(response: ServerResponse): void {
  response.writeHead(413, { connection: 'close', 'content-type': 'application/json' });
  response.end('{"error":"too_large","message":"The body is larger than this address takes."}');
}

function webRequest(
  { method, url, headers: sent }: IncomingMessage,
  body: Buffer<ArrayBuffer>,
): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(sent))
    if (typeof value === 'string') headers.set(name, value);
  const address = new URL(url ?? '/', env().SHOPIFY_APP_URL);
  if (method === 'POST') return new Request(address, { method, headers, body });
  return new Request(address, { method: READING.has(method ?? '') ? method : 'GET', headers });
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = answer.status;
  response.end(answer.body === null ? undefined : Buffer.from(await answer.arrayBuffer()));
}
