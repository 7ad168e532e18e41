import { createHmac } from 'node:crypto';
import { deriveNewestKey } from './derived-keys.server';

/**
 * The hash that replaces an id in the log: the same for the same id, and irreversible without the key
 * (HMAC-SHA256). A rotation of TOKEN_ENCRYPTION_KEYS changes the hashes; log lines are kept shorter.
 */
export function hashId(kind: 'customer' | 'order' | 'id', id: string): string {
  const hash = createHmac('sha256', deriveNewestKey('log ids'))
    .update(`${kind}:${id}`)
    .digest('base64url');
  return `${kind}#${hash.slice(0, 12)}`;
}

/**
 * A stack of ten lines has half of it. Longer texts come from strangers, and the time to scrub them, on the
 * process's one thread, grows with their length.
 */
const MOST_CHARACTERS = 4_000;

/** Shopify's ids have more digits than logged counts, ports and line numbers. */
const LONG_NUMBER = /(?<![A-Za-z\d]|\d\.)\d{9,4000}(?![A-Za-z\d]|\.\d)/g;
const GLOBAL_ID = /gid:\/\/shopify\/(\w{1,40})\/(\d{1,40})/g;
/** Each kind is known by its beginning, so that a truncated token matches and the regex does not backtrack. */
const TOKEN = /\b(?:shp[a-z]{2}_[\w-]{1,4000}|enc:[\w.:-]{1,4000}|eyJ[\w.-]{1,4000})/g;
/** Text between blanks, quotes, brackets and slashes, which an e-mail address does not contain. */
const WORD = /[^\s"'<>(){}/]{1,4000}/g;
/**
 * An e-mail address: text before the @, unlike a package's name (`node_modules/@scope/name`), and a domain
 * after it, unlike the folders of pnpm, Bun and Deno (`typescript@5.6.js`, `name@file+x.tgz`).
 */
const ADDRESS = /[^@](?:@|%40)(?!\d{1,9}\.\d{1,9}(?:\b|_))[^@%+]{0,253}\.[a-z]{2,24}/i;

/**
 * Removes ids, tokens and e-mail addresses from a text for the log, such as an error's message or a path,
 * and truncates it. A last safety net: callers leave them out themselves.
 */
export function scrub(text: string): string {
  return cut(text)
    .replace(TOKEN, '[token]')
    .replace(WORD, (word) => (ADDRESS.test(word) ? '[address]' : word))
    .replace(
      GLOBAL_ID,
      (_, type: string, id: string) => `gid://shopify/${type}/${kindOf(type, id)}`,
    )
    .replace(LONG_NUMBER, (id) => hashId('id', id));
}

/** Truncates between two words, since half an address would not be recognised. */
function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  let end = MOST_CHARACTERS;
  while (end > 0 && !/\s/.test(text.charAt(end))) end -= 1;
  return `${text.slice(0, end)} [cut]`;
}

function kindOf(type: string, id: string): string {
  const kind = type.toLowerCase();
  return hashId(kind === 'customer' || kind === 'order' ? kind : 'id', id);
}
