import { createServer, type Socket } from 'node:net';
import pg from 'pg';
import { z } from 'zod';

/** When a pooler takes a server connection back from its client. */
type PoolMode = 'session' | 'transaction' | 'statement';

export interface PoolerOptions {
  mode: PoolMode;
  /** connections to the server; with more than one, which free one is lent next */
  size?: number;
  next?: 'last used' | 'longest free';
}

/** A server connection and its client. */
interface Lent {
  socket: Socket;
  client: Client | null;
}

interface Client {
  socket: Socket;
  lent: Lent | null;
  /** messages that wait for a server connection */
  waiting: Buffer[];
}

const driver = z.object({ connection: z.object({ stream: z.instanceof(Object) }) });

/**
 * A pooler in front of a PostgreSQL, like PgBouncer: it speaks the wire protocol to both sides, and
 * lends its few connections to many clients. It accepts every client, and refuses a transaction in
 * statement mode in PgBouncer's words.
 * @returns its address, and a function that ends it
 */
export async function pooler(
  databaseUrl: string,
  { mode, size = 1, next = 'last used' }: PoolerOptions,
): Promise<{ url: string; close: () => Promise<void> }> {
  const drivers: pg.Client[] = [];
  const all: Lent[] = [];
  const free: Lent[] = [];
  const queue: Client[] = [];

  async function open(): Promise<Lent> {
    const made = new pg.Client({ connectionString: databaseUrl });
    made.on('error', () => undefined);
    await made.connect();
    drivers.push(made);
    const socket = driver.parse(made).connection.stream as Socket;
    // the driver is authenticated; from here on the pooler reads the server's messages
    socket.removeAllListeners('data');
    const lent: Lent = { socket, client: null };
    socket.on(
      'data',
      messages((message) => {
        const { client } = lent;
        client?.socket.write(message);
        if (message[0] === code('Z') && message[5] === code('I') && mode !== 'session')
          giveBack(lent);
      }),
    );
    all.push(lent);
    return lent;
  }

  function giveBack(lent: Lent): void {
    if (lent.client) lent.client.lent = null;
    lent.client = null;
    free.push(lent);
    const waiting = queue.shift();
    if (waiting) lend(waiting);
  }

  function lend(client: Client): void {
    const lent = client.lent ?? (next === 'last used' ? free.pop() : free.shift());
    if (lent === undefined) {
      if (!queue.includes(client)) queue.push(client);
      return;
    }
    Object.assign(lent, { client });
    client.lent = lent;
    for (const message of client.waiting.splice(0)) lent.socket.write(message);
  }

  function take(client: Client, message: Buffer): void {
    if (message[0] === code('X')) {
      client.socket.end();
      return;
    }
    if (mode === 'statement' && /^Q....begin\b/is.test(message.toString('latin1'))) {
      client.socket.write(
        Buffer.concat([
          framed(
            'E',
            'SERROR\0C08P01\0Mtransaction blocks not allowed in statement pooling mode\0\0',
          ),
          READY,
        ]),
      );
      return;
    }
    client.waiting.push(message);
    lend(client);
  }

  if (mode !== 'session') for (let at = 0; at < size; at++) free.push(await open());
  const server = createServer((socket) => {
    const client: Client = { socket, lent: null, waiting: [] };
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (mode === 'session') client.lent?.socket.destroy();
    });
    socket.once('data', () => {
      const greet = () => {
        socket.write(Buffer.concat([framed('R', '\0\0\0\0'), framed('K', '\0'.repeat(8)), READY]));
        socket.on(
          'data',
          messages((message) => take(client, message)),
        );
      };
      if (mode !== 'session') greet();
      else
        void open().then((lent) => {
          Object.assign(lent, { client });
          client.lent = lent;
          greet();
        });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = new URL(databaseUrl);
  const address = server.address();
  url.port = String(typeof address === 'object' && address ? address.port : 0);
  return {
    url: url.href,
    close: async () => {
      for (const { socket } of all) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const code = (letter: string): number => letter.charCodeAt(0);

/** A message of the protocol: its kind, its length with itself, its body. */
function framed(kind: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, Buffer.from(body, 'latin1')]);
}

const READY = framed('Z', 'I');

/** Cuts a stream into whole messages. */
function messages(hear: (message: Buffer) => void): (piece: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const end = rest.readInt32BE(1) + 1;
      hear(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  };
}
