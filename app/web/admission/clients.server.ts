import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { counter } from '../../operate/process-metrics.server';
import { findSlowest, type Client } from './slowest.server';

/** Limits for a request to arrive, and Node's interval to check them: 10 s together. */
export const RECEIVE_TIMEOUTS = {
  requestTimeout: 9_500,
  headersTimeout: 9_500,
  connectionsCheckingInterval: 500,
};

/** A connection without traffic for this long is dead; a page takes at most 10 s. */
const IDLE_MS = 60_000;

/** A load balancer keeps 100 to 200; each takes some 30 KB. `limits` allows fewer requests in flight. */
const MOST_CONNECTIONS = 1_000;

const closed = counter({
  name: 'omega_connections_closed_total',
  help: 'Connections that were closed to make room: too many, too many of one sender, or bodies too large together.',
  labelNames: ['reason'],
});

const clientsBySocket = new WeakMap<Socket, Client>();

/**
 * Limits a server's connections: past `most` it closes the slowest one, so that the next delivery can
 * always connect.
 */
export function watchClients(server: Server, most = MOST_CONNECTIONS): void {
  const clients = new Set<Client>();
  server.setTimeout(IDLE_MS);
  server.on('connection', (socket: Socket) => {
    const client: Client = { socket, ...newState(null, null) };
    clients.add(client);
    clientsBySocket.set(socket, client);
    socket.once('close', () => clients.delete(client));
    if (clients.size <= most) return;
    // where the app is answering all the others, the newest connection goes
    const last = findSlowest(clients, performance.now()) ?? client;
    // its close event comes later, and its place is needed now
    clients.delete(last);
    closeClient(last, 'connections');
  });
}

/** Records that a request's headers have arrived; its body may be under way. */
export function beginRequest(request: IncomingMessage, response: ServerResponse): void {
  const client = clientOf(request);
  if (client === null) return;
  Object.assign(client, newState(request, response));
  response.once('close', () => {
    if (client.response === response) Object.assign(client, newState(null, null));
  });
}

function newState(
  request: IncomingMessage | null,
  response: ServerResponse | null,
): Omit<Client, 'socket'> {
  return { request, response, since: performance.now(), received: 0, sender: null };
}

/** The client of a request; null where the server does not watch its clients. */
export function clientOf({ socket }: IncomingMessage): Client | null {
  return clientsBySocket.get(socket) ?? null;
}

/** The limit that closes a client: bytes of bodies, connections, or requests of a sender or kind of door. */
export type CloseReason = 'bytes' | 'connections' | 'requests';

/** Closes a connection without a reply, to make room. */
export function closeClient({ socket }: Client, reason: CloseReason): void {
  closed.inc({ reason });
  socket.destroy();
}
