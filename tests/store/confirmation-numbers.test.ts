import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { env } from '../../app/env.server';
import { removeExpired } from '../../app/privacy/expire/remove-expired.server';
import {
  confirmationHash,
  confirmationKey,
  keepConfirmationKey,
} from '../../app/store/secrets/confirmation-numbers.server';
import { shopIdSchema, withShop, type ShopId } from '../../app/store/db.server';
import { tokenCipher } from '../../app/token-cipher';
import { database } from '../support/database';

const db = await database();
const FIRST = env().TOKEN_ENCRYPTION_KEYS;
const SECOND = `v2:${Buffer.alloc(32, 8).toString('base64')}`;

let shop: ShopId;
let other: ShopId;
beforeEach(async () => {
  await db.query('truncate shops');
  const made = await db.query(
    `insert into shops (domain, installed_at) values ('one.example', now()), ('two.example', now()) returning id`,
  );
  [shop, other] = made.map(({ id }) => shopIdSchema.parse(id)) as [ShopId, ShopId];
});
afterEach(() => {
  env().TOKEN_ENCRYPTION_KEYS = FIRST;
});

const hashed = (number: string | null | undefined, of: ShopId = shop) =>
  withShop(of, async (tx) => (await confirmationHash(tx, of))(number));
const sealed = async (of: ShopId = shop) =>
  (await db.query('select confirmation_key as key from shops where id = $1', [of]))[0]?.key;
const keep = () => withShop(shop, (tx) => keepConfirmationKey(tx, shop));

describe('a confirmation number', () => {
  it('is kept as half of its HMAC-SHA256 under a key that is stored encrypted', async () => {
    const hash = await hashed('XJ4K9Q2RV');
    const key = tokenCipher(FIRST).decrypt(String(await sealed()), `confirmation:${shop}`);
    const hmac = createHmac('sha256', Buffer.from(key, 'base64')).update('number:XJ4K9Q2RV');
    expect(hash).toBe(hmac.digest('hex').slice(0, 32));
  });

  it('has the same hash in lower case and between blanks, and another one in another shop', async () => {
    const hash = await hashed('XJ4K9Q2RV');
    expect(await hashed(' xj4k9q2rv\n')).toBe(hash);
    expect(await hashed('XJ4K9Q2RW')).not.toBe(hash);
    expect(await hashed('XJ4K9Q2RV', other)).not.toBe(hash);
  });

  it.each([null, undefined, '', ' ', '#1001', 'XJ4 K9Q', 'A'.repeat(33), 'ıſ', '１２３'])(
    'is not %j, which proves nothing',
    async (text) => {
      expect(await hashed(text)).toBeNull();
    },
  );

  it('has a key that is created once, whatever needs it first', async () => {
    const keys = await Promise.all(
      Array.from({ length: 5 }, () => withShop(shop, (tx) => confirmationKey(tx, shop))),
    );
    expect(new Set(keys).size).toBe(1);
  });
});

describe('the key of confirmation numbers', () => {
  it('survives a rotation of the keys that encrypt it', async () => {
    const hash = await hashed('XJ4K9Q2RV');
    env().TOKEN_ENCRYPTION_KEYS = [...FIRST, SECOND];
    expect(await keep()).toBe(false);
    expect(await sealed()).toMatch(/^enc:v2:/);
    env().TOKEN_ENCRYPTION_KEYS = [SECOND];
    expect(await hashed('XJ4K9Q2RV')).toBe(hash);
    expect(await keep()).toBe(false);
  });

  it('proves nothing while no key decrypts it, and works again afterwards', async () => {
    const hash = await hashed('XJ4K9Q2RV');
    env().TOKEN_ENCRYPTION_KEYS = [SECOND];
    expect(await hashed('XJ4K9Q2RV')).toBeNull();
    env().TOKEN_ENCRYPTION_KEYS = FIRST;
    expect(await hashed('XJ4K9Q2RV')).toBe(hash);
  });

  it('is replaced in the night after its loss, and the history is imported again', async () => {
    const hash = await hashed('XJ4K9Q2RV');
    env().TOKEN_ENCRYPTION_KEYS = [SECOND];
    await removeExpired();
    const anew = await hashed('XJ4K9Q2RV');
    expect(anew).toMatch(/^[\da-f]{32}$/);
    expect(anew).not.toBe(hash);
    const asked = () =>
      db.query(
        `select payload from graphile_worker._private_jobs job
         join graphile_worker._private_tasks task on task.id = job.task_id where identifier = 'import.open'`,
      );
    expect(await asked()).toEqual([{ payload: { shopId: shop, why: 'again' } }]);
    // a readable key is kept, and causes no import
    await db.query('delete from graphile_worker._private_jobs');
    await removeExpired();
    expect([await hashed('XJ4K9Q2RV'), await asked()]).toEqual([anew, []]);
  });
});
