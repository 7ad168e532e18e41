import { z } from 'zod';
import { log } from '../../log.server';
import { TokenUnreadable } from '../../token-cipher';
import { one, sql, type ShopId, type Tx } from '../db.server';
import { keyedHash } from './keyed-hash';
import { newSealedKey, openedKey, sealedAnew } from './sealed-key.server';

/**
 * The hash of a confirmation number as `orders.confirmation_hash` keeps it, in hex: the first 16 bytes of
 * HMAC-SHA256 under the shop's own key. Null for text that is not a number, which proves nothing.
 */
export type ConfirmationHash = (number: string | null | undefined) => string | null;

/** Shopify's are nine letters and digits, in upper case on every page; lower case counts as the same. */
const NUMBER = /^[a-z\d]{1,32}$/i;
const HEX_DIGITS = 32;

const contextOf = (shop: ShopId) => `confirmation:${shop}`;

/**
 * Hashes confirmation numbers for a shop, millions of them: 3 us each. Makes the shop's key where it is
 * missing. While no configured key opens it, every hash is null: orders are written without one, and numbers
 * prove nothing. At night such a key is replaced (`keepConfirmationKey`).
 */
export async function confirmationHash(tx: Tx, shop: ShopId): Promise<ConfirmationHash> {
  const sealed = await confirmationKey(tx, shop);
  return hashUnder(shop, sealed);
}

/** Like `confirmationHash`, under a sealed key. */
export function hashUnder(shop: ShopId, sealed: string): ConfirmationHash {
  const hashOf = hasher(shop, sealed);
  return (number) => {
    const own = number?.trim() ?? '';
    return NUMBER.test(own) ? hashOf(`number:${own.toUpperCase()}`) : null;
  };
}

/** A message's order, the hash of its number, and the customer who is logged in. */
interface Sender {
  order: string | null;
  number: string | null;
  customer: string | null;
}

/**
 * The hash that identifies the sender of messages about an order, in hex: of the order and all its proofs. Null
 * where no configured key opens the shop's.
 */
export function senderHashUnder(shop: ShopId, sealed: string): (sender: Sender) => string | null {
  const hashOf = hasher(shop, sealed);
  return ({ order, number, customer }) =>
    hashOf(`sender:${order ?? ''}:${number ?? ''}:${customer ?? ''}`);
}

function hasher(shop: ShopId, sealed: string): (text: string) => string | null {
  try {
    const hashOf = keyedHash(openedKey(sealed, contextOf(shop)));
    return (text) => hashOf(text).slice(0, HEX_DIGITS);
  } catch (error) {
    if (!(error instanceof TokenUnreadable)) throw error;
    log.error({ shop, error: error.name }, 'the key of confirmation numbers cannot be opened');
    return () => null;
  }
}

/** The shop's sealed key from `shops`; made where it is missing. */
export async function confirmationKey(tx: Tx, shop: ShopId): Promise<string> {
  const known = await sealedKey(tx, shop);
  if (known !== null) return known;
  await replaceKey(tx, shop, null);
  return await confirmationKey(tx, shop);
}

/**
 * Re-seals the shop's key with the current TOKEN_ENCRYPTION_KEY where an older one sealed it. A key that none
 * of them opens is lost: a new one replaces it, and the history must be read again under it.
 * @returns whether the key was lost
 */
export async function keepConfirmationKey(tx: Tx, shop: ShopId): Promise<boolean> {
  const sealed = await sealedKey(tx, shop);
  if (sealed === null) return false;
  try {
    const anew = sealedAnew(sealed, contextOf(shop));
    if (anew !== null)
      await tx.query(sql`
        update shops set confirmation_key = ${anew} where id = ${shop} and confirmation_key = ${sealed}`);
    else openedKey(sealed, contextOf(shop));
    return false;
  } catch (error) {
    if (!(error instanceof TokenUnreadable)) throw error;
    log.error(
      { shop, error: error.name },
      'the key of confirmation numbers is lost: made a new one',
    );
    await replaceKey(tx, shop, sealed);
    return true;
  }
}

async function sealedKey(tx: Tx, shop: ShopId): Promise<string | null> {
  const { sealed } = await one(
    tx,
    z.object({ sealed: z.string().nullable() }),
    sql`select confirmation_key as sealed from shops where id = ${shop}`,
  );
  return sealed;
}

async function replaceKey(tx: Tx, shop: ShopId, before: string | null): Promise<void> {
  await tx.query(sql`
    update shops set confirmation_key = ${newSealedKey(contextOf(shop))}
    where id = ${shop} and confirmation_key is not distinct from ${before}`);
}
