import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A connection, and what its client has done with it of late. */
export interface Client {
  socket: Socket;
  /** milliseconds: when it came, its last request began, or the answer to that was out */
  since: number;
  /** bytes of the request's body so far */
  received: number;
  /** whose request it is, a shop's or a signature's; null where that cannot be told */
  sender: string | null;
  /** null: between two requests, or before the first one's headers are whole */
  request: IncomingMessage | null;
  response: ServerResponse | null;
}

/** A signed delivery is smaller and comes in one piece: one that has just begun is not slow. */
const DELIVERY_BYTES = 1_000;

/** A head and its body come apart by a round trip, a third of a second around the world. */
const GRACE_MS = 1_000;

/**
 * The client that takes the longest for what it sends, or to take its answer. What it has proved does not
 * count: a token or a signed address is good for any number of connections. A request that is whole is
 * never it: the app is at work on it.
 * @param now milliseconds
 */
export function slowest(clients: Iterable<Client>, now: number): Client | null {
  let found: Client | null = null;
  for (const client of clients)
    if (!isOurTurn(client) && (found === null || isSlower(client, found, now))) found = client;
  return found;
}

function isOurTurn({ request, response }: Client): boolean {
  return request?.complete === true && response?.headersSent === false;
}

/** Where both are within their grace it is the older one. */
function isSlower(one: Client, other: Client, now: number): boolean {
  const difference = slowness(one, now) - slowness(other, now);
  return difference === 0 ? one.since < other.since : difference > 0;
}

/** Milliseconds for each byte. */
function slowness({ since, received }: Client, now: number): number {
  return Math.max(0, now - since - GRACE_MS) / (received + DELIVERY_BYTES);
}
