import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '../../app/env.server';
import {
  erasedIds,
  keepKeySealed,
  rememberErased,
} from '../../app/store/secrets/erased-ids.server';
import { shopIdSchema, withShop, type ShopId } from '../../app/store/db.server';
import { tokenCipher, TokenUnreadable } from '../../app/token-cipher';
import { database } from '../support/database';
import { searched } from './searched';

const db = await database();
const FIRST = env().TOKEN_ENCRYPTION_KEYS;
const SECOND = `v2:${Buffer.alloc(32, 8).toString('base64')}`;

let shop: ShopId;
let other: ShopId;
beforeAll(async () => {
  const made = await db.query(
    `insert into shops (domain, installed_at) values ('one.example', now()), ('two.example', now()) returning id`,
  );
  [shop, other] = made.map(({ id }) => shopIdSchema.parse(id)) as [ShopId, ShopId];
});

const known = (of: ShopId = shop) => withShop(of, (tx) => erasedIds(tx, of));
const erase = (customers: string[], orders: string[], of: ShopId = shop) =>
  withShop(of, (tx) => rememberErased(tx, of, { customers, orders }));

describe('an erased id', () => {
  it('is recognised by its kind and in its shop only, and is stored nowhere', async () => {
    expect((await known()).none).toBe(true);
    await erase(['7001000000001'], ['5001000000001', '5001000000002']);
    const { none, customer, order } = await known();
    expect(none).toBe(false);
    expect(customer('7001000000001')).toBe(true);
    expect(order('5001000000002')).toBe(true);
    expect(customer('5001000000001')).toBe(false);
    expect(order('7001000000001')).toBe(false);
    expect(customer('7001000000002')).toBe(false);
    expect((await known(other)).none).toBe(true);
    expect(await searched(db, ['7001000000001', '5001000000001', '5001000000002'])).toEqual([]);
  });

  it('is kept as HMAC-SHA256 under a key that is stored encrypted', async () => {
    const [row] = await db.query('select sealed from erasure_keys where shop_id = $1', [shop]);
    const key = tokenCipher(FIRST).decrypt(String(row?.sealed), `erasure:${shop}`);
    const hash = createHmac('sha256', Buffer.from(key, 'base64'))
      .update('customer:7001000000001')
      .digest();
    const kept = await db.query('select 1 from erased_ids where hash = $1', [hash]);
    expect(kept).toHaveLength(1);
  });

  it('is kept once, however often it is erased', async () => {
    await erase(['7001000000001'], ['5001000000001']);
    expect(await db.query('select 1 from erased_ids')).toHaveLength(3);
  });

  it('has another hash in every shop', async () => {
    await erase(['7001000000001'], [], other);
    const hashes = await db.query(`select distinct hash from erased_ids where kind = 'customer'`);
    expect(hashes).toHaveLength(2);
  });

  it('survives a rotation of the keys that encrypt its own', async () => {
    const keys = env();
    try {
      keys.TOKEN_ENCRYPTION_KEYS = [...FIRST, SECOND];
      expect((await known()).customer('7001000000001')).toBe(true);
      await withShop(shop, (tx) => keepKeySealed(tx, shop));
      keys.TOKEN_ENCRYPTION_KEYS = [SECOND];
      expect((await known()).customer('7001000000001')).toBe(true);
      // the other shop's key was not encrypted again, and the old key is gone
      await expect(known(other)).rejects.toThrow(TokenUnreadable);
    } finally {
      keys.TOKEN_ENCRYPTION_KEYS = FIRST;
    }
  });
});
