import { env } from '../env.server';
import { prisma } from '../store/db.server';
import { encryptedSessionStorage, prismaSessions } from './encrypted-session-storage.server';
import { tokenCipher } from '../token-cipher';

/** The sessions of all shops, tokens encrypted at rest. */
export const sessions = encryptedSessionStorage(
  prismaSessions(prisma),
  tokenCipher(env().TOKEN_ENCRYPTION_KEYS),
);
