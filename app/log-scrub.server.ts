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

/**
 * In characters. A stack of ten lines has half of it; what is longer was sent by a stranger, and takes the
 * one thread of the process as long as it is.
 */
const LONGEST = 4_000;

/** Shopify's ids have more digits than any count, port or line number that is logged. */
const LONG_NUMBER = /(?<![A-Za-z\d]|\d\.)\d{9,4000}(?![A-Za-z\d]|\.\d)/g;
const GLOBAL_ID = /gid:\/\/shopify\/(\w{1,40})\/(\d{1,40})/g;
/** Each kind by its beginning alone: one that is cut off is a token as well, and no try is in vain. */
const TOKEN = /\b(?:shp[a-z]{2}_[\w-]{1,4000}|enc:[\w.:-]{1,4000}|eyJ[\w.-]{1,4000})/g;
/** What stands between blanks, quotes, brackets and slashes: an address has none of them. */
const WORD = /[^\s"'<>(){}/]{1,4000}/g;
/**
 * Something before the @, which a package's name (`node_modules/@scope/name`) does not have, and after it a
 * domain, which neither a version (`typescript@5.6.js`) nor a place with a `+` (`name@file+x.tgz`) is: so
 * pnpm, Bun and Deno name the folders of packages.
 */
const ADDRESS = /[^@](?:@|%40)(?!\d{1,9}\.\d{1,9}(?:\b|_))[^@%+]{0,253}\.[a-z]{2,24}/i;

/**
 * A text for the log, an error's message or an address that was asked for, without ids, tokens and
 * e-mail addresses, and cut where it is long. The last net: what writes into the log leaves them out itself.
 */
export function scrubbed(text: string): string {
  return cut(text)
    .replace(TOKEN, '[token]')
    .replace(WORD, (word) => (ADDRESS.test(word) ? '[address]' : word))
    .replace(
      GLOBAL_ID,
      (_, type: string, id: string) => `gid://shopify/${type}/${kindOf(type, id)}`,
    )
    .replace(LONG_NUMBER, (id) => hashedId('id', id));
}

/** Between two words: half an address would not be known for one. */
function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  let end = LONGEST;
  while (end > 0 && !/\s/.test(text.charAt(end))) end -= 1;
  return `${text.slice(0, end)} [cut]`;
}

function kindOf(type: string, id: string): string {
  const kind = type.toLowerCase();
  return hashedId(kind === 'customer' || kind === 'order' ? kind : 'id', id);
}
