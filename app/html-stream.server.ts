import { Transform } from 'node:stream';

/**
 * Removes zero bytes from a page. Where a character does not fit into the rest of its buffer of 2 KB, React 18
 * sends the buffer with one or two zero bytes at its end (`writeStringChunk` of react-dom/server; React 19 cuts
 * them), and a browser reads them as U+FFFD inside an attribute. A page has no zero byte of its own.
 */
export function withoutZeroBytes(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
    },
  });
}
