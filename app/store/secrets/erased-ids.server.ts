import { z } from 'zod';
import { rows, sql, type ShopId, type Tx } from '../db.server';
import { keyedHash } from './keyed-hash';
import { newSealedKey, openedKey, sealedAnew } from './sealed-key.server';

/**
 * Recognises erased ids without keeping them: HMAC-SHA256 of each id, under the shop's own key. The key
 * never changes, since the hashes cannot be computed anew. It is sealed with TOKEN_ENCRYPTION_KEYS, and a
 * rotation of those only re-seals it (`keepKeySealed`).
 */
export interface ErasedIds {
  /** the shop has no erased ids: no id needs a check */
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
 *   since it may have been erased
 */
export async function erasedIds(tx: Tx, shop: ShopId): Promise<ErasedIds> {
  const found = await rows(
    tx,
    z.object({ kind: z.enum(['customer', 'order']), hash: z.instanceof(Buffer) }),
    sql`select kind, hash from erased_ids where shop_id = ${shop}`,
  );
  if (found.length === 0) return NONE;
  const hashOf = hasher(await keyOf(tx, shop));
  const has = (kind: Kind) => {
    const own = found.filter((one) => one.kind === kind);
    const hashes = new Set(own.map(({ hash }) => hash.toString('hex')));
    return (id: string) => hashes.size > 0 && hashes.has(hashOf(kind, id));
  };
  return { none: false, customer: has('customer'), order: has('order') };
}

/** Stores the hashes of ids that are about to be erased; known ones stay as they are. */
export async function rememberErased(
  tx: Tx,
  shop: ShopId,
  ids: { customers: readonly string[]; orders: readonly string[] },
): Promise<void> {
  const hashOf = hasher(await keyOf(tx, shop));
  const remember = async (kind: Kind, which: readonly string[]) => {
    const hashes = which.map((id) => Buffer.from(hashOf(kind, id), 'hex'));
    await tx.query(sql`
      insert into erased_ids (shop_id, kind, hash)
      select ${shop}::int, ${kind}, hash from unnest(${hashes}::bytea[]) hash
      on conflict do nothing`);
  };
  await remember('customer', ids.customers);
  await remember('order', ids.orders);
}

/** The hashes of a message's ids, to be looked up among the erased ones. */
export type ErasedHashes = (ids: { customer: string | null; order: string | null }) => {
  customer?: string;
  order?: string;
};

/**
 * Hashes a message's ids for a database function, which looks them up itself.
 * @param sealed the shop's sealed key from `erasure_keys`
 * @throws TokenUnreadable where no configured key opens it
 */
export function erasedHashesUnder(shop: ShopId, sealed: string): ErasedHashes {
  const hashOf = hasher(openedKey(sealed, contextOf(shop)));
  return ({ customer, order }) => ({
    ...(customer !== null && { customer: hashOf('customer', customer) }),
    ...(order !== null && { order: hashOf('order', order) }),
  });
}

/** Re-seals the shop's key with the current TOKEN_ENCRYPTION_KEY where an older one sealed it. */
export async function keepKeySealed(tx: Tx, shop: ShopId): Promise<void> {
  const sealed = await sealedKey(tx, shop);
  const anew = sealed && sealedAnew(sealed, contextOf(shop));
  if (anew === null) return;
  await tx.query(
    sql`update erasure_keys set sealed = ${anew} where shop_id = ${shop} and sealed = ${sealed}`,
  );
}

/** The hash of `<kind>:<id>` in hex. */
function hasher(key: Buffer): (kind: Kind, id: string) => string {
  const hashOf = keyedHash(key);
  return (kind, id) => hashOf(`${kind}:${id}`);
}

const contextOf = (shop: ShopId) => `erasure:${shop}`;

/** The shop's key; the first call makes it. */
async function keyOf(tx: Tx, shop: ShopId): Promise<Buffer> {
  const known = await sealedKey(tx, shop);
  if (known !== null) return openedKey(known, contextOf(shop));
  await tx.query(sql`
    insert into erasure_keys (shop_id, sealed) values (${shop}, ${newSealedKey(contextOf(shop))})
    on conflict do nothing`);
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
