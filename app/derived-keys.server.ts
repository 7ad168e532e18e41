import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { env } from './env.server';

/** One for each purpose: who learns one of them, or makes it sign, knows nothing of the others. */
type Purpose = 'log ids' | 'survey rates' | 'survey tokens';

/** By purpose and entry of TOKEN_ENCRYPTION_KEYS, of which there are few: a file of links signs 50,000 times. */
const derived = new Map<string, KeyObject>();

/** The key of that purpose, derived (HKDF, RFC 5869) from the newest of TOKEN_ENCRYPTION_KEYS. */
export function newestKey(purpose: Purpose): KeyObject {
  return derivedFrom(env().TOKEN_ENCRYPTION_KEYS.at(-1) ?? '', purpose);
}

/** The same of an earlier version; null where TOKEN_ENCRYPTION_KEYS has none of that name. */
export function keyOfVersion(purpose: Purpose, version: string): KeyObject | null {
  const entry = env().TOKEN_ENCRYPTION_KEYS.find((own) => own.startsWith(`${version}:`));
  return entry === undefined ? null : derivedFrom(entry, purpose);
}

function derivedFrom(entry: string, purpose: Purpose): KeyObject {
  const name = `${purpose} ${entry}`;
  let key = derived.get(name);
  if (key === undefined) {
    const secret = Buffer.from(entry.slice(entry.indexOf(':') + 1), 'base64');
    key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `omega ${purpose}`, 32)));
    derived.set(name, key);
  }
  return key;
}
