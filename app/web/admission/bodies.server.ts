import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientOf, closeClient } from './clients.server';
import { largerForm } from './well-formed.server';
import { findSlowest, type Client } from './slowest.server';

/** Memory for request bodies, from their first byte to the reply. */
export interface Room {
  /** bytes */
  most: number;
  /** by request */
  held: Map<IncomingMessage, Held>;
}

interface Held {
  client: Client;
  bytes: number;
}

export const newRoom = (most: number): Room => ({ most, held: new Map() });

/** One room for each kind of door, so that one kind's bodies take no memory from another's. */
export const ROOMS = {
  /** 240 of the largest size; Shopify's deliveries have some hundred bytes */
  webhooks: newRoom(16_000_000),
  /** three compliance requests, each with every order of a person; more than one at once is rare */
  privacy: newRoom(16_000_000),
  /** 480 messages of the largest size, or 30 forms with every letter escaped */
  buyers: newRoom(8_000_000),
  /** 40 of the largest size */
  forms: newRoom(4_000_000),
  /** six of the largest size (LARGER_FORMS), which few merchants send at once */
  files: newRoom(16_000_000),
};

/** Share of a room that one sender may hold, authenticated or not. */
const SHARE = 0.5;

/** The first allocation for a body; a delivery is smaller. */
const FIRST_BYTES = 1_024;

/** A body was not received whole: its client left, was too slow, or was closed to make room. */
export class BodyLost extends Error {
  override name = 'BodyLost';
}

/**
 * Reserves bytes of a room for a request until its reply is sent. Past the sender's share, and past the
 * room's size, closes the slowest client, which may be this one.
 * @returns false where this one is closed
 */
function holdBytes(room: Room, request: IncomingMessage, bytes: number): boolean {
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
    const last = findSlowest(clients, performance.now()) ?? client;
    for (const [request, one] of held) if (one.client === last) held.delete(request);
    closeClient(last, 'bytes');
    if (last === client) return false;
  }
}

/**
 * Reserves room for a page's form, which Remix reads, by its Content-Length.
 * @returns false where the connection was closed for lack of room
 */
export function holdForm(request: IncomingMessage, response: ServerResponse): boolean {
  const bytes = Number(request.headers['content-length'] ?? 0);
  const room = largerForm(request.url ?? '/') === null ? ROOMS.forms : ROOMS.files;
  freeAtEnd(room, request, response);
  return bytes === 0 || holdBytes(room, request, bytes);
}

/** Frees a request's room when its reply is sent or its connection closes. */
export function freeAtEnd(room: Room, request: IncomingMessage, response: ServerResponse): void {
  response.once('close', () => room.held.delete(request));
}

/**
 * Reads a body to its end and reserves its bytes as they arrive. Chunks are joined at once: a body that
 * arrives byte by byte would take 200 times its size.
 * @param largest in bytes
 * @returns null for a larger body, which is not read on
 * @throws BodyLost
 */
export async function readBody(
  request: IncomingMessage,
  room: Room,
  largest: number,
): Promise<Buffer<ArrayBuffer> | null> {
  // a destroyed request emits no more events
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
        if (!holdBytes(room, request, larger.length - body.length)) {
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
