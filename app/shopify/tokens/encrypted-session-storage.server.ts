import { Session } from '@shopify/shopify-api';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { PrismaSessionStorage } from '@shopify/shopify-app-session-storage-prisma';
import { log } from '../../log.server';
import { TokenUnreadable, type TokenCipher } from '../../token-cipher';
import { readOfflineSession } from './offline-session.server';

/** The documented life of an expiring offline token, for a response without `expires_in`. */
const TOKEN_LIFE_MS = 60 * 60 * 1000;

/**
 * The library's session storage with encrypted tokens. A session whose tokens no key decrypts counts as
 * missing and is logged; the merchant's next opening gets new tokens, as an installation does.
 *
 * @param open makes the library's storage. It queries the database when it is made and, if that fails,
 *   refuses every later call: so it is made at first use, and again after a failure.
 */
export function encryptedSessionStorage(
  open: () => SessionStorage,
  cipher: TokenCipher,
): SessionStorage {
  let opened: SessionStorage | undefined;

  async function use<T>(work: (storage: SessionStorage) => Promise<T>): Promise<T> {
    try {
      return await work((opened ??= open()));
    } catch (error) {
      opened = undefined;
      throw error;
    }
  }

  return {
    storeSession: async (session) =>
      await use((storage) => storage.storeSession(sealed(session, cipher))),
    loadSession: async (id) => {
      const session = await use((storage) => storage.loadSession(id));
      return session && readable(session, cipher);
    },
    findSessionsByShop: async (shop) => {
      const sessions = await use((storage) => storage.findSessionsByShop(shop));
      return sessions.flatMap((session) => readable(session, cipher) ?? []);
    },
    deleteSession: async (id) => await use((storage) => storage.deleteSession(id)),
    deleteSessions: async (ids) => await use((storage) => storage.deleteSessions(ids)),
  };
}

/**
 * A copy with encrypted tokens. A session without an expiry would be stored as never expiring
 * (shopify-app-js#3400), and the token would expire in use: it gets the documented life.
 */
function sealed(session: Session, cipher: TokenCipher): Session {
  const { id, accessToken, refreshToken } = session;
  return new Session({
    ...session.toObject(),
    accessToken: accessToken && cipher.encrypt(accessToken, id),
    refreshToken: refreshToken && cipher.encrypt(refreshToken, id),
    expires: session.expires ?? new Date(Date.now() + TOKEN_LIFE_MS),
  });
}

function readable(session: Session, cipher: TokenCipher): Session | undefined {
  try {
    return unsealed(session, cipher);
  } catch (error) {
    if (!(error instanceof TokenUnreadable)) throw error;
    log.error({ shop: session.shop }, error.message);
    return undefined;
  }
}

/** A copy with decrypted tokens. A session without an expiry (stored before this rule) counts as expired. */
function unsealed(session: Session, cipher: TokenCipher): Session {
  const { id, accessToken, refreshToken } = session;
  return new Session({
    ...session.toObject(),
    accessToken: accessToken && cipher.decrypt(accessToken, id),
    refreshToken: refreshToken && cipher.decrypt(refreshToken, id),
    expires: session.expires ?? new Date(0),
  });
}

/** The library's storage, which reads the sessions of shops without Prisma. */
class Sessions extends PrismaSessionStorage<PrismaClient> {
  override async loadSession(id: string): Promise<Session | undefined> {
    return (await readOfflineSession(id)) ?? (await super.loadSession(id));
  }
}

type PrismaClient = ConstructorParameters<typeof PrismaSessionStorage>[0];

/** The storage over a Prisma client, waiting at most two seconds for its table. */
export function prismaSessions(prisma: PrismaClient): () => SessionStorage {
  return () => new Sessions(prisma, { connectionRetries: 2, connectionRetryIntervalMs: 1_000 });
}
