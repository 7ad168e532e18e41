import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { CommandTrouble } from '../../commands/trouble';

/** Returns the bytes of the next request, each for another delivery or answer. */
export type NextRequest = () => Buffer;

interface Answered {
  head: string;
  body: string;
}

/** Connections that stay open, as a proxy's do. */
const CONNECTIONS = 32;
const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** One keep-alive connection, with one request at a time. */
class Connection {
  #answered: ((answer: Answered) => void) | null = null;
  #failed: ((error: Error) => void) | null = null;
  #received: Buffer = Buffer.alloc(0);

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (piece) => this.#take(piece));
    socket.on('error', (error) => this.#failed?.(error));
    socket.on('close', () => this.#failed?.(new Error('the connection was closed')));
  }

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new Connection(socket);
  }

  /**
   * @returns the body of the reply
   * @throws CommandTrouble for any status but 200: a figure of refusals is worthless
   */
  async post(request: Buffer): Promise<string> {
    const { head, body } = await new Promise<Answered>((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      if (this.socket.destroyed) reject(new Error('the connection was closed'));
      else this.socket.write(request);
    });
    if (!head.startsWith('HTTP/1.1 200 '))
      throw new CommandTrouble(
        `A request was answered with: ${head.split('\r\n')[0] ?? ''} ${body}`,
      );
    return body;
  }

  close(): void {
    this.#failed = null;
    this.socket.destroy();
  }

  /** A reply has a Content-Length, or no body. */
  #take(piece: Buffer): void {
    this.#received = this.#received.length === 0 ? piece : Buffer.concat([this.#received, piece]);
    const end = this.#received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const from = end + END_OF_HEAD.length;
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    if (this.#received.length < from + length) return;
    const body = this.#received.toString('utf8', from, from + length);
    this.#received = Buffer.alloc(0);
    this.#answered?.({ head, body });
  }
}

async function withConnections<T>(
  url: string,
  work: (connections: Connection[]) => Promise<T>,
): Promise<T> {
  const connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => Connection.open(url)),
  );
  try {
    return await work(connections);
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** Sends requests for this time, one after the other on each connection. @returns replies a second */
export async function throughput(url: string, next: NextRequest, seconds: number): Promise<number> {
  return await withConnections(url, async (connections) => {
    const from = performance.now();
    const until = from + seconds * 1_000;
    let answered = 0;
    await Promise.all(
      connections.map(async (connection) => {
        while (performance.now() < until) {
          await connection.post(next());
          answered += 1;
        }
      }),
    );
    return answered / ((performance.now() - from) / 1_000);
  });
}

/**
 * Sends this many requests, as fast as the replies come.
 * @param answered called with each request and the body of its reply
 */
export async function sendAll(
  url: string,
  next: NextRequest,
  number: number,
  answered: (request: Buffer, body: string) => void = () => undefined,
): Promise<void> {
  await withConnections(url, async (connections) => {
    let left = number;
    await Promise.all(
      connections.map(async (connection) => {
        while (left > 0) {
          left -= 1;
          const request = next();
          answered(request, await connection.post(request));
        }
      }),
    );
  });
}

/**
 * Sends requests at this rate, whether or not earlier ones have a reply.
 * @returns milliseconds from when each was due to its reply, smallest first
 */
export async function paced(
  url: string,
  next: NextRequest,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<number[]> {
  return await withConnections(url, async (connections) => {
    const free = [...connections];
    const took: number[] = [];
    const pending: Promise<void>[] = [];
    let failure: Error | null = null;
    const from = performance.now();
    for (let sent = 0; sent < perSecond * seconds;) {
      if (failure !== null) throw failure;
      const due = from + (sent * 1_000) / perSecond;
      // round-robin: the server closes a connection that is idle for some seconds
      const connection = performance.now() < due ? undefined : free.shift();
      if (connection === undefined) {
        await wait(1);
        continue;
      }
      sent += 1;
      const posted = connection.post(next()).then(() => {
        took.push(performance.now() - due);
        free.push(connection);
      });
      posted.catch((error: Error) => {
        failure = error;
      });
      pending.push(posted);
    }
    await Promise.all(pending);
    return took.sort((one, other) => one - other);
  });
}

/** The 99th percentile of sorted times. */
export const p99 = (sorted: readonly number[]): number => percentile(sorted, 0.99);
export const p50 = (sorted: readonly number[]): number => percentile(sorted, 0.5);

export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
