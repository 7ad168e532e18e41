import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { proxied, sessionToken } from '../../support/doors/buyers';

/** How often each connection sends a few more bytes, and how many. */
const DRIBBLE_MS = 500;
const FILL = Buffer.alloc(100_000, '1');
const DRIBBLE = FILL.subarray(0, 500);

interface Flood {
  /** connections that were closed so far and opened again */
  closed(): number;
  end(): void;
}

/**
 * Keeps connections open, each with an almost complete body under a guessed signature, one buyer's
 * token or one address that Shopify's proxy signed. Opens a closed one again.
 */
export function slowFlood(url: string, connections: number): Flood {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let closed = 0;
  let ended = false;
  const begin = (at: number): void => {
    if (ended) return;
    const socket = connect(Number(port), hostname);
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('connect', () => begun(socket, at));
    socket.resume().once('close', () => {
      open.delete(socket);
      closed += 1;
      void wait(20).then(() => begin(at));
    });
  };
  for (let at = 0; at < connections; at += 1) begin(at);
  const dribble = setInterval(() => {
    for (const socket of open) if (socket.writable) socket.write(DRIBBLE);
  }, DRIBBLE_MS);
  return {
    closed: () => closed,
    end: () => {
      ended = true;
      clearInterval(dribble);
      for (const socket of open) socket.destroy();
    },
  };
}

/** Bytes of a body that are sent first. */
const SENT = 50_000;

/** A buyer's token and a signed page address; an attacker can copy each to any number of connections. */
const TOKEN = sessionToken();
const ADDRESS = `/proxy/survey?${proxied([]).toString()}`;

/** Alternately webhook doors, the one that takes 5 MB, and doors that check a proof before the body. */
const DOORS: [path: string, size: number][] = [
  ['/webhooks/orders', 65_536],
  ['/webhooks/privacy', 5_000_000],
  ['/webhooks/customers', 65_536],
  ['/webhooks/privacy', 5_000_000],
  ['/checkout/survey', 16_000],
  [ADDRESS, 262_144],
  ['/app/past-day', 100_000],
];

function begun(socket: Socket, at: number): void {
  const [path, size] = DOORS[at % DOORS.length] ?? ['/webhooks/orders', 65_536];
  const head = [
    `POST ${path} HTTP/1.1`,
    ...['Host: omega.example', `Content-Length: ${size}`],
    ...['X-Shopify-Topic: orders/updated', 'X-Shopify-Shop-Domain: nobody.myshopify.com'],
    ...['X-Shopify-Api-Version: 2026-10', `X-Shopify-Webhook-Id: w-${at}`],
    ...['X-Shopify-Hmac-Sha256: guessed', `Authorization: Bearer ${TOKEN}`],
    'Content-Type: application/json',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.write(FILL.subarray(0, Math.min(SENT, size - 1_000)));
}
