import { createHmac } from 'node:crypto';
import { newestKey } from './derived-keys.server';

/**
 * What the log says instead of whom something was about. A hash tells two lines of one customer from
 * two of another, and nobody who reads them can go back: HMAC-SHA256 under a key of its own. A
 * rotation of TOKEN_ENCRYPTION_KEYS changes the hashes; lines live shorter.
 */
export function hashedId(kind: 'customer' | 'order' | 'id', id: string): string {
  const hash = createHmac('sha256', newestKey('log ids'))
    .update(`${kind}:${id}`)
    .digest('base64url');
  return `${kind}#${hash.slice(0, 12)}`;
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
