import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A connection, and what its client has done with it of late. */
export interface Client {
  socket: Socket;
  /** milliseconds: when it came, its last request began, or the answer to that was out */
  since: number;
  /** bytes of the request's body so far */
  received: number;
  /** what the request has signed was found right before its body was read */
  proved: boolean;
  /** null: between two requests, or before the first one's headers are whole */
  request: IncomingMessage | null;
  response: ServerResponse | null;
}

/** A signed delivery is smaller and comes in one piece: one that has just begun is not slow. */
const DELIVERY_BYTES = 1_000;

/**
 * The client that takes the longest for what it sends, or to take its answer: of those that have proved
 * nothing, or else of those that have and are still sending. A request that is whole is never it: the app
 * is at work on it.
 * @param now milliseconds
 */
export function slowest(clients: Iterable<Client>, now: number): Client | null {
  let found: Client | null = null;
  for (const client of clients)
    if (!isOurTurn(client) && (found === null || isBefore(client, found, now))) found = client;
  return found;
}

function isOurTurn({ request, response }: Client): boolean {
  return request?.complete === true && response?.headersSent === false;
}

function isBefore(one: Client, other: Client, now: number): boolean {
  if (one.proved !== other.proved) return other.proved;
  return slowness(one, now) > slowness(other, now);
}

/** Milliseconds for each byte. */
function slowness({ since, received }: Client, now: number): number {
  return (now - since) / (received + DELIVERY_BYTES);
}
