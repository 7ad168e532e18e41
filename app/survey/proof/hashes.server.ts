import { createHash, createHmac } from 'node:crypto';
import { deriveNewestKey } from '../../derived-keys.server';

/**
 * The stored id of an anonymous browser: SHA-256 of its random id with the shop's domain, so that a
 * browser has another id in every shop. 122 random bits cannot be guessed.
 */
export function visitorHash(shop: string, visitor: string): string {
  return createHash('sha256').update(`visitor:${shop}:${visitor}`).digest('base64url');
}

/**
 * The stored id under which messages are counted. Shopify's ids have few digits, so the hash is keyed; a
 * rotation of TOKEN_ENCRYPTION_KEYS resets the counts.
 */
export function rateLimitHash(kind: string, id: string): string {
  const hash = createHmac('sha256', deriveNewestKey('survey rates')).update(`${kind}:${id}`);
  return `${kind}:${hash.digest('base64url')}`;
}
