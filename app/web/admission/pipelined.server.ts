import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Browsers and proxies do not pipeline requests; a few are allowed, since HTTP does. */
const MOST_WAITING = 10;

interface Line {
  /** the reply that the next request waits for */
  last: ServerResponse;
  waiting: number;
}

const lines = new WeakMap<Socket, Line>();

/**
 * Handles the requests of a connection one after the other, and closes a connection with more than ten
 * waiting ones. Node reads on during a reply: thousands of requests on one connection would be in flight,
 * and limits of connections would miss them.
 */
export function handleInOrder(
  { socket }: IncomingMessage,
  response: ServerResponse,
  answer: () => void,
): void {
  const line = lines.get(socket);
  if (line === undefined) {
    lines.set(socket, { last: response, waiting: 0 });
    response.once('close', () => forgetLine(socket, response));
    answer();
    return;
  }
  if (line.waiting >= MOST_WAITING) {
    socket.destroy();
    return;
  }
  line.waiting += 1;
  line.last.once('close', () => {
    line.waiting -= 1;
    if (!socket.destroyed) answer();
  });
  line.last = response;
  response.once('close', () => forgetLine(socket, response));
}

function forgetLine(socket: Socket, response: ServerResponse): void {
  if (lines.get(socket)?.last === response) lines.delete(socket);
}
