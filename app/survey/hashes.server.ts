import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { env } from '../env.server';

/**
 * Who answered anonymously, as it is kept: SHA-256 of the browser's random id with the shop's domain,
 * so that a browser is another one in every shop. Nobody finds 122 random bits by trying.
 */
export function visitorHash(shop: string, visitor: string): string {
  return createHash('sha256').update(`visitor:${shop}:${visitor}`).digest('base64url');
}

/**
 * Whose messages are counted, for a minute. Ids have few digits, so the hash is keyed (HKDF of the
 * newest of TOKEN_ENCRYPTION_KEYS); a rotation begins to count anew.
 */
export function countedHash(kind: string, id: string): string {
  return `${kind}:${createHmac('sha256', key()).update(`${kind}:${id}`).digest('base64url')}`;
}

let derived: { from: string; key: Buffer } | undefined;

function key(): Buffer {
  const from = env().TOKEN_ENCRYPTION_KEYS.at(-1) ?? '';
  if (derived?.from !== from) {
    const secret = Buffer.from(from.split(':')[1] ?? '', 'base64');
    derived = { from, key: Buffer.from(hkdfSync('sha256', secret, '', 'omega survey rates', 32)) };
  }
  return derived.key;
}
