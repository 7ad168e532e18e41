import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { env } from '../env.server';
import { tokenCipher } from '../token-cipher';
import { rows, sql, type ShopId, type Tx } from './db.server';

/**
 * What was erased, known again without being kept: HMAC-SHA256 of each id, under a key that is the
 * shop's own. The key never changes, since nobody could make the hashes anew; it lies sealed with
 * TOKEN_ENCRYPTION_KEYS, and a rotation of those only seals it again (`keepKeySealed`).
 */
export interface ErasedIds {
  /** nothing was ever erased: nobody needs to be asked about */
  readonly none: boolean;
  /** @param id Shopify's numeric id */
  customer(id: string): boolean;
  order(id: string): boolean;
}

const NONE: ErasedIds = { none: true, customer: () => false, order: () => false };

type Kind = 'customer' | 'order';

/**
 * The erased ids of a shop; one small query where there are none.
 * @throws TokenUnreadable where no configured key opens the shop's: nothing may be written then,
 *   since nobody can tell whether it was erased
 */
export async function erasedIds(tx: Tx, shop: ShopId): Promise<ErasedIds> {
  const found = await rows(
    tx,
    z.object({ kind: z.enum(['customer', 'order']), hash: z.instanceof(Buffer) }),
    sql`select kind, hash from erased_ids where shop_id = ${shop}`,
  );
  if (found.length === 0) return NONE;
  const key = await keyOf(tx, shop);
  const hashes = new Set(found.map(({ kind, hash }) => `${kind}${hash.toString('latin1')}`));
  const has = (kind: Kind) => (id: string) =>
    hashes.has(`${kind}${hashOf(key, kind, id).toString('latin1')}`);
  return { none: false, customer: has('customer'), order: has('order') };
}

/** Keeps the hashes of ids that are about to be erased; those known already stay as they are. */
export async function rememberErased(
  tx: Tx,
  shop: ShopId,
  ids: { customers: readonly string[]; orders: readonly string[] },
): Promise<void> {
  const key = await keyOf(tx, shop);
  const remember = async (kind: Kind, which: readonly string[]) => {
    const hashes = which.map((id) => hashOf(key, kind, id));
    await tx.query(sql`
      insert into erased_ids (shop_id, kind, hash)
      select ${shop}::int, ${kind}, hash from unnest(${hashes}::bytea[]) hash
      on conflict do nothing`);
  };
  await remember('customer', ids.customers);
  await remember('order', ids.orders);
}

/** Seals the shop's key with the current TOKEN_ENCRYPTION_KEY where an older one still does. */
export async function keepKeySealed(tx: Tx, shop: ShopId): Promise<void> {
  const sealed = await sealedKey(tx, shop);
  const cipher = tokenCipher(env().TOKEN_ENCRYPTION_KEYS);
  const current = env().TOKEN_ENCRYPTION_KEYS.at(-1)?.split(':')[0];
  if (sealed === null || sealed.split(':')[1] === current) return;
  const anew = cipher.encrypt(cipher.decrypt(sealed, contextOf(shop)), contextOf(shop));
  await tx.query(
    sql`update erasure_keys set sealed = ${anew} where shop_id = ${shop} and sealed = ${sealed}`,
  );
}

const hashOf = (key: Buffer, kind: Kind, id: string): Buffer =>
  createHmac('sha256', key).update(`${kind}:${id}`).digest();

const contextOf = (shop: ShopId) => `erasure:${shop}`;

/** The shop's key; the first one who asks makes it. */
async function keyOf(tx: Tx, shop: ShopId): Promise<Buffer> {
  const cipher = tokenCipher(env().TOKEN_ENCRYPTION_KEYS);
  const known = await sealedKey(tx, shop);
  if (known !== null) return Buffer.from(cipher.decrypt(known, contextOf(shop)), 'base64');
  const made = cipher.encrypt(randomBytes(32).toString('base64'), contextOf(shop));
  await tx.query(sql`
    insert into erasure_keys (shop_id, sealed) values (${shop}, ${made}) on conflict do nothing`);
  return await keyOf(tx, shop);
}

async function sealedKey(tx: Tx, shop: ShopId): Promise<string | null> {
  const [row] = await rows(
    tx,
    z.object({ sealed: z.string() }),
    sql`select sealed from erasure_keys where shop_id = ${shop}`,
  );
  return row?.sealed ?? null;
}
