import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A connection and the state of its latest request. */
export interface Client {
  socket: Socket;
  /** milliseconds: when it connected, its last request began, or the last reply was sent */
  since: number;
  /** bytes of the request's body so far */
  received: number;
  /** `RequestSender.name` of the request; null where unknown */
  sender: string | null;
  /** null between two requests, and before the first one's headers are whole */
  request: IncomingMessage | null;
  response: ServerResponse | null;
}

/** Added to the bytes, so that a request that has just begun is not slow; a delivery is smaller. */
const DELIVERY_BYTES = 1_000;

/** Headers and body arrive up to a round trip apart, a third of a second around the world. */
const GRACE_MS = 1_000;

/**
 * Finds the client that is slowest to send its request or to read its reply. Authentication does not
 * matter: a token or a signed address works on any number of connections. Requests that the app is
 * answering are never chosen.
 * @param now milliseconds
 */
export function findSlowest(clients: Iterable<Client>, now: number): Client | null {
  let found: Client | null = null;
  for (const client of clients)
    if (!isBeingAnswered(client) && (found === null || isSlower(client, found, now)))
      found = client;
  return found;
}

function isBeingAnswered({ request, response }: Client): boolean {
  return request?.complete === true && response?.headersSent === false;
}

/** Within the grace period both are equal, and the older one counts as slower. */
function isSlower(one: Client, other: Client, now: number): boolean {
  const difference = slowness(one, now) - slowness(other, now);
  return difference === 0 ? one.since < other.since : difference > 0;
}

/** Milliseconds for each byte. */
function slowness({ since, received }: Client, now: number): number {
  return Math.max(0, now - since - GRACE_MS) / (received + DELIVERY_BYTES);
}
