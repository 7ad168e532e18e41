import { hash } from 'node:crypto';

const BLOCK = 64;
const DIGEST = 32;
/** Longest text that is hashed: a kind, two ids and a hash, between colons. */
const LONGEST = 96;

/**
 * HMAC-SHA256 (RFC 2104) of short Latin-1 texts, in hex. A merge needs millions: two plain digests over
 * prepared buffers take 3 us, an Hmac object 45.
 * @param key at most 64 bytes
 */
export function keyedHash(key: Buffer): (text: string) => string {
  const padded = Buffer.alloc(BLOCK);
  key.copy(padded);
  const inner = Buffer.alloc(BLOCK + LONGEST);
  const outer = Buffer.alloc(BLOCK + DIGEST);
  for (const [at, byte] of padded.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return (text) => {
    const length = inner.write(text, BLOCK, 'latin1');
    outer.write(hash('sha256', inner.subarray(0, BLOCK + length), 'binary'), BLOCK, 'latin1');
    return hash('sha256', outer);
  };
}
