import { Session } from '@shopify/shopify-api';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { prismaSessions } from '../../app/shopify/tokens/encrypted-session-storage.server';
import type * as Sessions from '../../app/shopify/tokens/sessions.server';
import { database, type TestDatabase } from '../support/database';

let db: TestDatabase;
let app: typeof Sessions;
beforeAll(async () => {
  db = await database();
  app = await import('../../app/shopify/tokens/sessions.server');
});

const DOMAIN = 'tea-shop.myshopify.com';
const ID = `offline_${DOMAIN}`;
const IN_AN_HOUR = new Date(Date.now() + 3_600_000);

function session(fields: Partial<Session> = {}): Session {
  return new Session({
    id: ID,
    shop: DOMAIN,
    state: '',
    isOnline: false,
    scope: 'read_orders',
    accessToken: 'shpat_secret',
    refreshToken: 'shprt_secret',
    expires: IN_AN_HOUR,
    ...fields,
  });
}

describe('the sessions', () => {
  it('load as they were stored, and have no readable token in the database', async () => {
    await app.sessions.storeSession(session());
    const loaded = await app.sessions.loadSession(ID);
    expect(loaded).toMatchObject({ accessToken: 'shpat_secret', refreshToken: 'shprt_secret' });
    expect(loaded?.expires).toEqual(IN_AN_HOUR);
    const [row] = await db.query('select * from sessions');
    expect(row?.access_token).toMatch(/^enc:v1:/);
    expect(row?.refresh_token).toMatch(/^enc:v1:/);
    expect(JSON.stringify(row)).not.toContain('secret');
    expect(await app.sessions.findSessionsByShop(DOMAIN)).toEqual([loaded]);
  });

  it('are stored once, however many requests store them at once', async () => {
    await app.sessions.deleteSession(ID);
    const stored = await Promise.all(
      Array.from({ length: 8 }, () => app.sessions.storeSession(session())),
    );
    expect(stored).toEqual(Array.from({ length: 8 }, () => true));
    expect(await db.query('select id from sessions')).toEqual([{ id: ID }]);
  });

  it('stored without an expiry get one', async () => {
    await app.sessions.storeSession(session({ expires: undefined }));
    const [row] = await db.query(
      `select expires between now() + interval '59 minutes' and now() + interval '61 minutes' as soon from sessions`,
    );
    expect(row).toEqual({ soon: true });
    await db.query('update sessions set expires = null');
    const loaded = await app.sessions.loadSession(ID);
    expect(loaded?.isActive(undefined)).toBe(false);
  });

  it('do not load if a token was moved to another session or no key decrypts it', async () => {
    const { log } = await import('../../app/log.server');
    const said = vi.spyOn(log, 'error').mockImplementation(() => undefined);
    await app.sessions.storeSession(session());
    const other = 'offline_other.myshopify.com';
    await db.query('update sessions set id = $1', [other]);
    expect(await app.sessions.loadSession(other)).toBeUndefined();
    await db.query(`update sessions set access_token = replace(access_token, 'enc:v1', 'enc:v0')`);
    expect(await app.sessions.loadSession(other)).toBeUndefined();
    expect(said).toHaveBeenLastCalledWith(
      { shop: DOMAIN },
      'A stored token is encrypted with key v0, which TOKEN_ENCRYPTION_KEYS does not have.',
    );
    await app.sessions.storeSession(session());
    const readable = await app.sessions.loadSession(ID);
    expect(await app.sessions.findSessionsByShop(DOMAIN)).toEqual([readable]);
    said.mockRestore();
  });

  it('that no key decrypts are replaced by the next ones', async () => {
    await app.sessions.storeSession(session());
    await db.query(`update sessions set access_token = replace(access_token, 'enc:v1', 'enc:v0')`);
    await app.sessions.storeSession(session({ accessToken: 'shpat_new' }));
    expect((await app.sessions.loadSession(ID))?.accessToken).toBe('shpat_new');
  });

  it('load again after an outage of the database', async () => {
    const { encryptedSessionStorage } =
      await import('../../app/shopify/tokens/encrypted-session-storage.server');
    const { tokenCipher } = await import('../../app/token-cipher');
    const { prisma } = await import('../../app/store/db.server');
    await app.sessions.storeSession(session());
    let away = true;
    const open = prismaSessions(prisma);
    const storage = encryptedSessionStorage(
      () => {
        if (away) throw new Error('the database is away');
        return open();
      },
      tokenCipher([`v1:${Buffer.alloc(32, 7).toString('base64')}`]),
    );
    await expect(storage.loadSession(ID)).rejects.toThrow('the database is away');
    away = false;
    expect((await storage.loadSession(ID))?.accessToken).toBe('shpat_secret');
  });
});
