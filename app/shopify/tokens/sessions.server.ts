import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { env } from '../../env.server';
import { prisma } from '../../store/db.server';
import { tokenCipher } from '../../token-cipher';
import { encryptedSessionStorage, prismaSessions } from './encrypted-session-storage.server';
import { noteToken } from './token-responses.server';

const stored = encryptedSessionStorage(
  prismaSessions(prisma),
  tokenCipher(env().TOKEN_ENCRYPTION_KEYS),
);

/** The sessions of all shops, with encrypted tokens. Storing one ends the outage or refusal noted for its shop. */
export const sessions: SessionStorage = {
  ...stored,
  storeSession: async (session) => {
    const isStored = await stored.storeSession(session);
    await noteToken(session.shop);
    return isStored;
  },
};
