import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { env } from './env.server';

/** One key for each purpose, so that a leaked one reveals nothing about the others. */
type Purpose = 'log ids' | 'survey rates' | 'survey tokens';

/** Cache by purpose and entry of TOKEN_ENCRYPTION_KEYS: a file of links signs 50,000 times. */
const derived = new Map<string, KeyObject>();

/** Derives a purpose's key (HKDF, RFC 5869) from the newest of TOKEN_ENCRYPTION_KEYS. */
export function deriveNewestKey(purpose: Purpose): KeyObject {
  return deriveKey(env().TOKEN_ENCRYPTION_KEYS.at(-1) ?? '', purpose);
}

/** The same from the given version; null where TOKEN_ENCRYPTION_KEYS lacks it. */
export function deriveKeyOfVersion(purpose: Purpose, version: string): KeyObject | null {
  const entry = env().TOKEN_ENCRYPTION_KEYS.find((own) => own.startsWith(`${version}:`));
  return entry === undefined ? null : deriveKey(entry, purpose);
}

function deriveKey(entry: string, purpose: Purpose): KeyObject {
  const name = `${purpose} ${entry}`;
  let key = derived.get(name);
  if (key === undefined) {
    const secret = Buffer.from(entry.slice(entry.indexOf(':') + 1), 'base64');
    key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `omega ${purpose}`, 32)));
    derived.set(name, key);
  }
  return key;
}
