import { AsyncResource } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import type { DoorKind } from './senders.server';

/**
 * Milliseconds of requests that begin in one turn of Node's loop. Node accepts one new connection a turn
 * (libuv's `uv__server_io`), after the requests on open ones: 50 connections that asked for pages without
 * end made a turn 110 ms long, and 30 deliveries on new connections waited 10 s.
 */
const TURN_MS = 5;

/** Turns between, in which no waiting request begins: each accepts a new connection, and takes microseconds without one. */
const TURNS_BETWEEN = 16;

/** Round robin, in this order. A page takes as long as ten other requests, most of it after its beginning. */
const KINDS: readonly DoorKind[] = ['webhook', 'checkout', 'proxy', 'file', 'page', 'download'];

interface Waiting {
  response: ServerResponse;
  begin: () => void;
}

/** Requests by sender; the next sender is first. */
type Queue = Map<string, Waiting[]>;

const queues = new Map<DoorKind, Queue>(KINDS.map((kind) => [kind, new Map()]));
let scheduled = false;
let between = 0;

/**
 * Queues a request, which begins fairly between kinds and senders: one turn of the loop begins at most 5 ms
 * of requests, and one page. It keeps its own async context, since another request's may run the turn.
 */
export function beginInTurn(
  kind: DoorKind,
  sender: string | null,
  { response, begin }: Waiting,
): void {
  const waiting = { response, begin: AsyncResource.bind(begin) };
  const queue = queues.get(kind);
  const waitingOfSender = queue?.get(sender ?? '');
  if (waitingOfSender === undefined) queue?.set(sender ?? '', [waiting]);
  else waitingOfSender.push(waiting);
  schedule();
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(() => {
    scheduled = false;
    if (between > 0) between -= 1;
    else {
      runTurn();
      between = TURNS_BETWEEN;
    }
    if ([...queues.values()].some(({ size }) => size > 0)) schedule();
    else between = 0;
  });
}

function runTurn(): void {
  const until = performance.now() + TURN_MS;
  const kinds = new Set(KINDS);
  while (kinds.size > 0)
    for (const kind of kinds) {
      if (performance.now() > until) return;
      const next = nextOf(queues.get(kind) ?? new Map());
      if (next === null || kind === 'page') kinds.delete(kind);
      next?.begin();
    }
}

/** Takes the next request of a connected client; its sender's others queue behind the other senders. */
function nextOf(queue: Queue): Waiting | null {
  for (const [sender, own] of queue) {
    queue.delete(sender);
    const left = own.filter(({ response }) => response.socket?.destroyed === false);
    const next = left.shift();
    if (left.length > 0) queue.set(sender, left);
    if (next !== undefined) return next;
  }
  return null;
}
