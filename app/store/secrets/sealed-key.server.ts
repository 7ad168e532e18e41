import { randomBytes } from 'node:crypto';
import { env } from '../../env.server';
import { tokenCipher } from '../../token-cipher';

/**
 * Makes a shop's own key. It never changes, since its hashes cannot be computed anew. It is sealed with
 * TOKEN_ENCRYPTION_KEYS, and a rotation of those only re-seals it. The context names the shop and the
 * use: under another context the key does not open.
 */
export function newSealedKey(context: string): string {
  return cipher().encrypt(randomBytes(32).toString('base64'), context);
}

/** @throws TokenUnreadable where no configured key opens it */
export function openedKey(sealed: string, context: string): Buffer {
  return Buffer.from(cipher().decrypt(sealed, context), 'base64');
}

/**
 * The same key sealed with the current one of TOKEN_ENCRYPTION_KEYS; null where it is already.
 * @throws TokenUnreadable where no configured key opens it
 */
export function sealedAnew(sealed: string, context: string): string | null {
  const current = env().TOKEN_ENCRYPTION_KEYS.at(-1)?.split(':')[0];
  if (sealed.split(':')[1] === current) return null;
  return cipher().encrypt(cipher().decrypt(sealed, context), context);
}

const cipher = () => tokenCipher(env().TOKEN_ENCRYPTION_KEYS);
