import { createHmac, hkdfSync } from 'node:crypto';
import { env } from './env.server';

/**
 * What the log says instead of whom something was about. A hash tells two lines of one customer from
 * two of another, and nobody who reads them can go back: HMAC-SHA256 under a key of its own, derived
 * (HKDF) from the newest of TOKEN_ENCRYPTION_KEYS. A rotation changes the hashes; lines live shorter.
 */
export function hashedId(kind: 'customer' | 'order' | 'id', id: string): string {
  const hash = createHmac('sha256', logKey()).update(`${kind}:${id}`).digest('base64url');
  return `${kind}#${hash.slice(0, 12)}`;
}

let derived: { from: string; key: Buffer } | undefined;

function logKey(): Buffer {
  const from = env().TOKEN_ENCRYPTION_KEYS.at(-1) ?? '';
  if (derived?.from !== from) {
    const secret = Buffer.from(from.split(':')[1] ?? '', 'base64');
    derived = { from, key: Buffer.from(hkdfSync('sha256', secret, '', 'omega log ids', 32)) };
  }
  return derived.key;
}

/** Shopify's ids have more digits than any count, port or line number that is logged. */
const LONG_NUMBER = /(?<![A-Za-z\d]|\d\.)\d{9,}(?![A-Za-z\d]|\.\d)/g;
const GLOBAL_ID = /gid:\/\/shopify\/(\w+)\/(\d+)/g;
const TOKEN = /\b(?:shp[a-z]{2}_[\w-]+|enc:[\w-]+:[\w.-]+|eyJ[\w-]+\.[\w-]+\.[\w-]+)/g;
const ADDRESS = /[^\s@"'<>(){}]+@[^\s@"'<>(){}]+\.[a-z]{2,}/gi;

/**
 * A text for the log, an error's message or an address that was asked for, without ids, tokens and
 * e-mail addresses. The last net: whoever writes into the log leaves them out himself.
 */
export function scrubbed(text: string): string {
  return text
    .replace(TOKEN, '[token]')
    .replace(ADDRESS, '[address]')
    .replace(
      GLOBAL_ID,
      (_, type: string, id: string) => `gid://shopify/${type}/${kindOf(type, id)}`,
    )
    .replace(LONG_NUMBER, (id) => hashedId('id', id));
}

function kindOf(type: string, id: string): string {
  const kind = type.toLowerCase();
  return hashedId(kind === 'customer' || kind === 'order' ? kind : 'id', id);
}
