import { createHash, createHmac } from 'node:crypto';
import { newestKey } from '../../derived-keys.server';

/**
 * Who answered anonymously, as it is kept: SHA-256 of the browser's random id with the shop's domain,
 * so that a browser is another one in every shop. Nobody finds 122 random bits by trying.
 */
export function visitorHash(shop: string, visitor: string): string {
  return createHash('sha256').update(`visitor:${shop}:${visitor}`).digest('base64url');
}

/**
 * Whose messages are counted, for a minute. Ids have few digits, so the hash is keyed; a rotation of
 * TOKEN_ENCRYPTION_KEYS begins to count anew.
 */
export function countedHash(kind: string, id: string): string {
  const hash = createHmac('sha256', newestKey('survey rates')).update(`${kind}:${id}`);
  return `${kind}:${hash.digest('base64url')}`;
}
