import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientOf, close } from './clients.server';
import { slowest, type Client } from './slowest.server';

/** Memory for bodies that are on their way or being worked on, and whose they are. */
export interface Room {
  /** bytes */
  most: number;
  /** what each request holds */
  held: Map<IncomingMessage, Held>;
}

interface Held {
  client: Client;
  bytes: number;
}

export const roomOf = (most: number): Room => ({ most, held: new Map() });

/** Each kind of door has its own: bodies of one take nothing from another. */
export const ROOMS = {
  /** 240 of the largest size; Shopify's own have some hundred bytes */
  webhooks: roomOf(16_000_000),
  /** three of Shopify's requests about a person, each with every order; more than one at once is rare */
  privacy: roomOf(16_000_000),
  /** 480 messages of the largest size, or 30 forms of which each letter is escaped */
  buyers: roomOf(8_000_000),
  /** 40 of the largest size */
  forms: roomOf(4_000_000),
};

/** Of a room that bodies of one sender may have: the rest is the others', whatever that one proves. */
const SHARE = 0.5;

/** Where a body begins to be kept: a delivery's is smaller. */
const FIRST_BYTES = 1_024;

/** A body that did not come to its end: its sender has left, was too slow, or made room for others. */
export class BodyLost extends Error {
  override name = 'BodyLost';
}

/**
 * Takes bytes of a room for a request until its answer is out. Past its sender's share, and past what the
 * room has, the slowest client is closed, which may be the one that asks.
 * @returns false where that one is closed
 */
function hold(room: Room, request: IncomingMessage, bytes: number): boolean {
  const client = clientOf(request);
  if (client === null || client.socket.destroyed) return false;
  room.held.set(request, { client, bytes: (room.held.get(request)?.bytes ?? 0) + bytes });
  const { sender } = client;
  const isOwn = (one: Held): boolean => sender !== null && one.client.sender === sender;
  return (
    makeRoom(room, room.most * SHARE, client, isOwn) &&
    makeRoom(room, room.most, client, () => true)
  );
}

function makeRoom(
  { held }: Room,
  most: number,
  client: Client,
  isCounted: (one: Held) => boolean,
): boolean {
  for (;;) {
    const counted = [...held.values()].filter(isCounted);
    if (counted.reduce((all, { bytes }) => all + bytes, 0) <= most) return true;
    const clients = counted.map((one) => one.client);
    const last = slowest(clients, performance.now()) ?? client;
    for (const [request, one] of held) if (one.client === last) held.delete(request);
    close(last, 'bytes');
    if (last === client) return false;
  }
}

/**
 * Takes room for a page's form, which Remix reads, by what the form says of its size.
 * @returns false where there is none, and the connection is closed
 */
export function holdForm(request: IncomingMessage, response: ServerResponse): boolean {
  const bytes = Number(request.headers['content-length'] ?? 0);
  freeAtEnd(ROOMS.forms, request, response);
  return bytes === 0 || hold(ROOMS.forms, request, bytes);
}

/** The room that a request has taken is free again when its answer is out, or it is gone. */
export function freeAtEnd(room: Room, request: IncomingMessage, response: ServerResponse): void {
  response.once('close', () => room.held.delete(request));
}

/**
 * Reads a body to its end; its bytes are counted as they come. They are put together as they come, too:
 * one that comes byte by byte would be 200 times its size.
 * @param largest in bytes
 * @returns null where it is larger than that, of which no more is read
 * @throws BodyLost
 */
export async function readBody(
  request: IncomingMessage,
  room: Room,
  largest: number,
): Promise<Buffer<ArrayBuffer> | null> {
  // its events are over
  if (request.destroyed) throw new BodyLost();
  const client = clientOf(request);
  return await new Promise((resolve, reject) => {
    let body = Buffer.alloc(0);
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      const filled = size;
      size += chunk.length;
      if (client !== null) client.received += chunk.length;
      if (size > largest) {
        request.removeAllListeners('data').pause();
        resolve(null);
        return;
      }
      if (size > body.length) {
        const twice = Math.min(2 * body.length, largest);
        const larger = Buffer.allocUnsafeSlow(Math.max(size, twice, FIRST_BYTES));
        if (!hold(room, request, larger.length - body.length)) {
          reject(new BodyLost());
          return;
        }
        body.copy(larger, 0, 0, filled);
        body = larger;
      }
      chunk.copy(body, filled);
    });
    request.once('end', () => resolve(body.subarray(0, size)));
    request.once('error', () => reject(new BodyLost()));
    request.once('close', () => reject(new BodyLost()));
  });
}
