import { AsyncResource } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import type { Knocking } from './senders.server';

/**
 * What is begun in one turn of Node's loop, in milliseconds. Node takes one new connection a turn (libuv's
 * `uv__server_io`), after all that the open ones have asked: 50 of them that asked for pages without end
 * made a turn 110 ms long, and 30 deliveries on new connections waited 10 s.
 */
const TURN_MS = 5;

/** Turns in which nothing is begun while more waits: each takes a new connection, and microseconds where none is there. */
const TURNS_BETWEEN = 16;

/** In this order, over and over. A page takes as long as ten of the others, most of it after it has begun. */
const KINDS: readonly Knocking[] = ['webhook', 'checkout', 'proxy', 'file', 'page'];

interface Waiting {
  response: ServerResponse;
  begin: () => void;
}

/** Senders of each kind, the one whose turn it is first, with their requests. */
type Queue = Map<string, Waiting[]>;

const queues = new Map<Knocking, Queue>(KINDS.map((kind) => [kind, new Map()]));
let scheduled = false;
let between = 0;

/**
 * Begins a request soon, when those of the other kinds and senders have had theirs: in one turn of the loop
 * no more than 5 ms of them, and one page. It keeps its own async context: the turn is another request's.
 */
export function beginInTurn(
  kind: Knocking,
  sender: string | null,
  { response, begin }: Waiting,
): void {
  const waiting = { response, begin: AsyncResource.bind(begin) };
  const queue = queues.get(kind);
  const own = queue?.get(sender ?? '');
  if (own === undefined) queue?.set(sender ?? '', [waiting]);
  else own.push(waiting);
  schedule();
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(() => {
    scheduled = false;
    if (between > 0) between -= 1;
    else {
      turn();
      between = TURNS_BETWEEN;
    }
    if ([...queues.values()].some(({ size }) => size > 0)) schedule();
    else between = 0;
  });
}

function turn(): void {
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

/** The next request whose client is still there; its sender's others come after those of other senders. */
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
