import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request with an incomplete body, which the process has begun to read. */
export interface HalfRequest {
  /** sends the rest */
  finish(): void;
  /** the response, once the connection is closed */
  answer: Promise<string>;
  /** whether the connection is closed */
  closed(): boolean;
}

/** The headers of a delivery: its signature is checked after its body is read. */
export const UNSIGNED = [
  'X-Shopify-Topic: orders/updated',
  'X-Shopify-Shop-Domain: tiny.myshopify.com',
  'X-Shopify-Api-Version: 2026-10',
  'X-Shopify-Webhook-Id: w-1',
  'X-Shopify-Hmac-Sha256: guessed',
];

/**
 * Sends a POST without the last byte of its body.
 * @param size of the body, in bytes; 0: without the header
 * @param sent the number of bytes sent at once; default: all but the last
 * @param body the sent part of it
 */
export async function beginPost(
  url: string,
  headers: string[] = UNSIGNED,
  size = 2,
  sent = size - 1,
  body = '{'.repeat(sent),
): Promise<HalfRequest> {
  const { pathname, search } = new URL(url);
  const { socket, answer } = await silentConnection(url);
  const head = [
    `POST ${pathname}${search} HTTP/1.1`,
    'Host: omega.example',
    ...(size === 0 ? [] : [`Content-Length: ${size}`]),
    ...headers,
  ];
  await new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, resolve));
  return {
    finish: () => void socket.write('}'.repeat(size - sent)),
    answer,
    closed: () => socket.destroyed,
  };
}

/** Opens a connection and sends nothing. */
export async function silentConnection(
  url: string,
): Promise<{ socket: Socket; answer: Promise<string> }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.on('data', (piece: Buffer) => (text += piece.toString()));
  socket.on('error', () => undefined);
  const answer = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, answer };
}
