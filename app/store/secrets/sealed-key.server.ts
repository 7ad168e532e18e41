import { randomBytes } from 'node:crypto';
import { env } from '../../env.server';
import { tokenCipher } from '../../token-cipher';

/**
 * A key of a shop's own, which never changes: what it has hashed cannot be hashed anew. It lies sealed
 * with TOKEN_ENCRYPTION_KEYS, and a rotation of those only seals it again. The context says whose key it
 * is and for what: sealed for one, it opens for no other.
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
