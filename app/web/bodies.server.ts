import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientOf, close } from './clients.server';
import { slowest, type Client } from './slowest.server';

/** Memory for bodies that are on their way or being worked on, and whose they are. */
export interface Room {
  /** bytes */
  most: number;
  /** bytes that each holds */
  held: Map<Client, number>;
}

/** Every request but those about a person: 250 webhooks of the largest size, or 160 forms. */
const ROOM_BYTES = 16_000_000;
/** Three of Shopify's requests about a person, each with every order; more than one at once is rare. */
const PRIVACY_ROOM_BYTES = 16_000_000;

export const roomOf = (most: number): Room => ({ most, held: new Map() });
export const ROOM = roomOf(ROOM_BYTES);
export const PRIVACY_ROOM = roomOf(PRIVACY_ROOM_BYTES);

/** Where a body begins to be kept: a delivery's is smaller. */
const FIRST_BYTES = 1_024;

/** A body that did not come to its end: its sender has left, was too slow, or made room for others. */
export class BodyLost extends Error {
  override name = 'BodyLost';
}

/**
 * Takes bytes of a room for a request until its answer is out. Past what the room has, the slowest client
 * that has proved nothing is closed, which may be the one that asks.
 * @returns false where that one is closed
 */
function hold(room: Room, request: IncomingMessage, bytes: number): boolean {
  const client = clientOf(request);
  if (client === null || client.socket.destroyed) return false;
  room.held.set(client, (room.held.get(client) ?? 0) + bytes);
  while (sum(room) > room.most) {
    const last: Client = slowest(room.held.keys(), performance.now()) ?? client;
    room.held.delete(last);
    close(last, 'bytes');
    if (last === client) return false;
  }
  return true;
}

const sum = ({ held }: Room): number => [...held.values()].reduce((all, one) => all + one, 0);

/**
 * Takes room for a page's form, which Remix reads, by what the form says of its size.
 * @returns false where there is none, and the connection is closed
 */
export function holdForm(request: IncomingMessage, response: ServerResponse): boolean {
  const bytes = Number(request.headers['content-length'] ?? 0);
  freeAtEnd(ROOM, request, response);
  return bytes === 0 || hold(ROOM, request, bytes);
}

/** The room that a request has taken is free again when its answer is out, or it is gone. */
export function freeAtEnd(room: Room, request: IncomingMessage, response: ServerResponse): void {
  const client = clientOf(request);
  if (client !== null) response.once('close', () => room.held.delete(client));
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
