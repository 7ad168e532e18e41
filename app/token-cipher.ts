import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** None of the configured keys opens a stored token; the message names its key's version. */
export class TokenUnreadable extends Error {
  override name = 'TokenUnreadable';
}

export interface TokenCipher {
  /** @param context the session's id: the token decrypts with the same one only */
  encrypt(token: string, context: string): string;
  /** @throws TokenUnreadable for a foreign key, another context, or a damaged or plain text */
  decrypt(text: string, context: string): string;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const SHAPE = /^enc:([\w-]+):([\w-]+)\.([\w-]+)\.([\w-]*)$/;

/**
 * AES-256-GCM over tokens at rest, written `enc:<version>:<iv>.<tag>.<ciphertext>` (base64url).
 * The last key encrypts and all of them decrypt: a rotation appends a key and removes the old one 90 days
 * later, when the refresh tokens of idle shops have expired.
 *
 * @param keys each `<version>:<base64 of 32 bytes>`
 */
export function tokenCipher(keys: readonly string[]): TokenCipher {
  const byVersion = new Map(
    keys.map((entry) => {
      const [version = '', secret = ''] = entry.split(':');
      return [version, Buffer.from(secret, 'base64')];
    }),
  );
  const current = [...byVersion].at(-1);
  if (current === undefined) throw new Error('A token cipher needs at least one key.');
  const [currentVersion, currentKey] = current;

  return {
    encrypt(token, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, currentKey, iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
      const parts = [iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'));
      return `enc:${currentVersion}:${parts.join('.')}`;
    },

    decrypt(text, context) {
      const [, version = '', iv = '', tag = '', sealed = ''] = SHAPE.exec(text) ?? [];
      if (version === '') throw new TokenUnreadable('A stored token is not encrypted.');
      const key = byVersion.get(version);
      if (key === undefined)
        throw new TokenUnreadable(
          `A stored token is encrypted with key ${version}, which TOKEN_ENCRYPTION_KEYS does not have.`,
        );
      try {
        const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv, 'base64url'), {
          authTagLength: 16,
        });
        decipher.setAAD(Buffer.from(context)).setAuthTag(Buffer.from(tag, 'base64url'));
        return decipher.update(sealed, 'base64url', 'utf8') + decipher.final('utf8');
      } catch {
        throw new TokenUnreadable(
          `Key ${version} of TOKEN_ENCRYPTION_KEYS does not open a token that was encrypted with a key of that name.`,
        );
      }
    },
  };
}
