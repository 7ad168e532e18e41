import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ActionFunction, LoaderFunction, ServerBuild } from '@remix-run/node';
import { env } from '../../env.server';
import { log, type LogIds } from '../../log.server';
import { BodyLost, freeAtEnd, readBody, ROOMS, type Room } from '../admission/bodies.server';
import { addressOf } from './doors.server';
import { networkOf } from '../admission/network.server';
import { sendAsRead } from './send-as-read.server';
import type { DoorKind } from '../admission/senders.server';

/** Webhooks carry ids (`include_fields` in shopify.app.toml): a few hundred bytes. */
const LARGEST_BODY = 65_536;
/** Other limits of single doors. */
const LARGEST: Readonly<Record<string, number>> = {
  // compliance requests carry every order of a person; a refused one would never be fulfilled
  '/webhooks/privacy': 5_000_000,
  '/checkout/survey': 16_384,
  // a form's escaped letters take three times their size; the door itself limits the decoded text
  '/proxy/survey': 262_144,
};
const OWN = /^\/(?:webhooks|checkout|proxy)\//;
/** The door of files that are read as they are sent; Remix would read on whatever the browser has taken. */
const DOWNLOADS = '/app/files/open';
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const LONGEST_ID = 100;

/** A door that is served without Remix. */
export interface OwnDoor {
  action: ActionFunction | undefined;
  loader: LoaderFunction | undefined;
  /** largest body, in bytes */
  largest: number;
  /** whose memory its bodies take */
  room: Room;
  /** takes cross-site requests: it authenticates by token or signature, never by cookie */
  open: boolean;
  /** lets other sites read its replies */
  readable: boolean;
  /** decides senders and limits */
  kind: DoorKind;
}

/** The routes of Shopify's webhooks, of buyers and of files, by address. */
export function ownDoors({ routes }: ServerBuild): ReadonlyMap<string, OwnDoor> {
  const doors = new Map<string, OwnDoor>();
  for (const id of Object.keys(routes)) {
    const { action, loader } = routes[id]?.module ?? {};
    const address = addressOf(routes, id);
    if ((action === undefined || !OWN.test(address)) && address !== DOWNLOADS) continue;
    const kind = kindAt(address);
    const open = kind === 'checkout' || kind === 'proxy';
    doors.set(address, {
      action,
      loader,
      largest: LARGEST[address] ?? LARGEST_BODY,
      room: roomAt(address, open),
      open,
      readable: kind === 'checkout',
      kind,
    });
  }
  return doors;
}

function kindAt(address: string): DoorKind {
  if (address === DOWNLOADS) return 'download';
  if (address.startsWith('/webhooks/')) return 'webhook';
  return address.startsWith('/checkout/') ? 'checkout' : 'proxy';
}

function roomAt(address: string, open: boolean): Room {
  if (open) return ROOMS.buyers;
  return address === '/webhooks/privacy' ? ROOMS.privacy : ROOMS.webhooks;
}

/**
 * Calls a request's route as Remix would, without Remix's work for pages: a shop's busy hour brings hundreds
 * of deliveries or messages a second. The body is read when the route asks for it, after it has checked the
 * headers or the signed address.
 */
export async function handleAtOwnDoor(
  door: OwnDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { action, loader, largest, kind } = door;
  const answer = READING.has(request.method ?? '') && loader !== undefined ? loader : action;
  try {
    if (answer === undefined) throw new Response(null, { status: 405 });
    if (Number(request.headers['content-length'] ?? 0) > largest) throw tooLarge();
    const asked = webRequest(request, bodyFor(door, request, response));
    const context = { network: networkOf(request) };
    const given = await answer({ request: asked, params: {}, context });
    if (kind === 'download' && given instanceof Response && given.body !== null) {
      await sendAsRead(given, given.body, request, response);
      return;
    }
    await send(given instanceof Response ? given : new Response(), request, response);
  } catch (thrown) {
    if (thrown instanceof Response) {
      await send(thrown, request, response);
      return;
    }
    // the client left before its request was whole
    if (thrown instanceof BodyLost) return;
    const error = thrown instanceof Error ? thrown : new Error('something that is no error');
    // by name: the class is another bundle's (`store/database/busy`). Nothing was written, and a retry may succeed
    if (error.name === 'Busy') {
      log.warn(
        idsOf(request),
        'the database was too busy for a request from Shopify, a buyer or for a file',
      );
      response.writeHead(503, { 'retry-after': '2' }).end();
      return;
    }
    log.error(
      { ...idsOf(request), error: error.name, stack: error.stack },
      'a request from Shopify, a buyer or for a file failed',
    );
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

/** The request's body as a stream that reads nothing before it is pulled. */
function bodyFor(
  { largest, room }: OwnDoor,
  request: IncomingMessage,
  response: ServerResponse,
): ReadableStream<Uint8Array> {
  const pull = async (reader: ReadableStreamDefaultController<Uint8Array>) => {
    freeAtEnd(room, request, response);
    const body = await readBody(request, room, largest);
    if (body === null) throw tooLarge();
    if (body.length > 0) reader.enqueue(body);
    reader.close();
  };
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

/** Ids for the log. An unauthenticated request is refused before it can fail. */
function idsOf({ headers }: IncomingMessage): LogIds {
  const id = (name: string) => String(headers[name] ?? '').slice(0, LONGEST_ID);
  return { shop: id('x-shopify-shop-domain'), webhook: id('x-shopify-webhook-id') };
}

function tooLarge(): Response {
  const message = 'The body is larger than this address takes.';
  return Response.json({ error: 'too_large', message }, { status: 413 });
}

function webRequest(
  { method, url, headers: sent }: IncomingMessage,
  body: ReadableStream<Uint8Array>,
): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(sent))
    if (typeof value === 'string') headers.set(name, value);
  const address = new URL(url ?? '/', env().SHOPIFY_APP_URL);
  if (method === 'POST') return new Request(address, { method, headers, body, duplex: 'half' });
  return new Request(address, { method: READING.has(method ?? '') ? method : 'GET', headers });
}

async function send(
  answer: Response,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // the connection ends: the unread rest of a body must not precede the next request
  if (!request.complete) response.setHeader('connection', 'close');
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = answer.status;
  response.end(answer.body === null ? undefined : Buffer.from(await answer.arrayBuffer()));
}
