import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { createGzip } from 'node:zlib';
import { takesGzip } from './files.server';

/** A table shrinks to a fifth at the fastest level; a higher one takes longer than reading it. */
const LEVEL = 1;

/**
 * Sends a reply as fast as its client takes it, and no faster than it is read: what is not taken is not read. A client that
 * leaves cancels the reading; a reading that fails breaks the connection, so that the browser does not take the part for the whole.
 */
export async function sendAsRead(
  { status, headers }: Response,
  body: globalThis.ReadableStream<Uint8Array>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of headers) response.setHeader(name, value);
  response.setHeader('Vary', 'Accept-Encoding');
  response.statusCode = status;
  const read = Readable.fromWeb(body as ReadableStream<Uint8Array>);
  const gzip = takesGzip(request.headers['accept-encoding']);
  if (gzip) response.setHeader('Content-Encoding', 'gzip');
  response.flushHeaders();
  try {
    await (gzip
      ? pipeline(read, createGzip({ level: LEVEL }), response)
      : pipeline(read, response));
  } catch {
    // the client left, or the reading failed and has said so
    response.destroy();
  }
}
