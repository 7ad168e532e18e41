import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { counter } from '../../operate/process-metrics.server';
import { slowest, type Client } from './slowest.server';

/** How long a request may take to arrive, and how often Node looks which ones take longer: 10 s together. */
export const RECEIVING = {
  requestTimeout: 9_500,
  headersTimeout: 9_500,
  connectionsCheckingInterval: 500,
};

/** A client that neither sends nor takes anything for so long is gone; the longest job of a page is 10 s. */
const SILENT_MS = 60_000;

/** A load balancer keeps a hundred or two; each takes some 30 KB. `limits` has fewer requests under way. */
const MOST_CONNECTIONS = 1_000;

const closed = counter({
  name: 'omega_connections_closed_total',
  help: 'Connections that were closed to make room: too many, too many of one sender, or bodies too large together.',
  labelNames: ['reason'],
});

const known = new WeakMap<Socket, Client>();

/**
 * Keeps the connections of a server to a number: past it the slowest one is closed, so that there is always
 * a place for the next delivery.
 */
export function watchClients(server: Server, most = MOST_CONNECTIONS): void {
  const clients = new Set<Client>();
  server.setTimeout(SILENT_MS);
  server.on('connection', (socket: Socket) => {
    const client: Client = { socket, ...begun(null, null) };
    clients.add(client);
    known.set(socket, client);
    socket.once('close', () => clients.delete(client));
    if (clients.size <= most) return;
    // where the app is at work on all the others it is the one that came last
    const last = slowest(clients, performance.now()) ?? client;
    // its event comes later, and its place is needed now
    clients.delete(last);
    close(last, 'connections');
  });
}

/** A request's headers are there; its body may be on its way. */
export function beginRequest(request: IncomingMessage, response: ServerResponse): void {
  const client = clientOf(request);
  if (client === null) return;
  Object.assign(client, begun(request, response));
  response.once('close', () => {
    if (client.response === response) Object.assign(client, begun(null, null));
  });
}

function begun(
  request: IncomingMessage | null,
  response: ServerResponse | null,
): Omit<Client, 'socket'> {
  return { request, response, since: performance.now(), received: 0, sender: null };
}

/** The client that sends a request; null where the server does not watch its clients. */
export function clientOf({ socket }: IncomingMessage): Client | null {
  return known.get(socket) ?? null;
}

/** Why a client was closed: bytes of bodies, connections, or requests of one sender or kind of door. */
export type Crowd = 'bytes' | 'connections' | 'requests';

/** Closes a connection without an answer, to make room. */
export function close({ socket }: Client, reason: Crowd): void {
  closed.inc({ reason });
  socket.destroy();
}
