import { connect } from 'node:net';
import { bytesOf, type Input } from './input';

export interface Answer {
  /** null: the connection was closed without a reply */
  status: number | null;
  /** head and body, unparsed */
  text: string;
  /** from the last byte sent to the end of the reply */
  milliseconds: number;
}

/** Longer than any reply may take: after this silence the door hangs. */
const PATIENCE_MS = 15_000;

/** Sends a request on its own connection and reads until the connection closes. */
export function send(port: number, input: Input): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const pieces: Buffer[] = [];
    let from = performance.now();
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      clearTimeout(impatience);
      socket.destroy();
      const text = Buffer.concat(pieces).toString('latin1');
      const status = /^(?:HTTP\/1\.1 1\d\d[^]*?\r\n\r\n)*HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      resolve({
        status: status === undefined ? null : Number(status),
        text,
        milliseconds: performance.now() - from,
      });
    };
    const impatience = setTimeout(end, PATIENCE_MS);
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    socket.on('end', end).on('close', end).on('error', end);
    socket.on('connect', () => {
      socket.write(bytesOf(input), () => {
        from = performance.now();
        // Half-close: the missing bytes never come, but the reply can still be read.
        if (input.missing > 0) socket.end();
      });
    });
  });
}
