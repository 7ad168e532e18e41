import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** No proxy and no browser sends a request before the last one's answer: a few are taken, since HTTP allows it. */
const MOST_WAITING = 10;

interface Line {
  /** the answer that the next request waits for */
  last: ServerResponse;
  waiting: number;
}

const lines = new WeakMap<Socket, Line>();

/**
 * Answers the requests of a connection one after the other. Node reads on while an answer is made: thousands
 * of requests on one connection would be under way at once, and each count of connections would miss them.
 * A connection on which more than ten wait is closed.
 */
export function inTurn(
  { socket }: IncomingMessage,
  response: ServerResponse,
  answer: () => void,
): void {
  const line = lines.get(socket);
  if (line === undefined) {
    lines.set(socket, { last: response, waiting: 0 });
    response.once('close', () => leave(socket, response));
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
  response.once('close', () => leave(socket, response));
}

function leave(socket: Socket, response: ServerResponse): void {
  if (lines.get(socket)?.last === response) lines.delete(socket);
}
