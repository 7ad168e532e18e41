import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request whose body has not come to its end yet: the process has begun with it. */
export interface HalfRequest {
  /** sends the rest */
  finish(): void;
  /** what came back, once the connection is closed */
  answer: Promise<string>;
}

/** Sends a POST without the last byte of its body. */
export async function beginPost(url: string, headers: string[] = []): Promise<HalfRequest> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let answer = '';
  socket.on('data', (piece: Buffer) => (answer += piece.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)));
  await new Promise((resolve) => socket.once('connect', resolve));
  const head = [
    `POST ${pathname} HTTP/1.1`,
    'Host: omega.example',
    'Content-Length: 2',
    ...headers,
  ];
  await new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n{`, resolve));
  return { finish: () => void socket.write('}'), answer: closed };
}
