import type { z } from 'zod';
import { withShop } from '../store/db.server';
import {
  confirmationKey,
  hashUnder,
  type ConfirmationHash,
} from '../store/confirmation-numbers.server';
import { erasedHashesUnder, type ErasedHashes } from '../store/erased-ids.server';
import type { Told } from '../store/survey';
import type { keyNeededSchema } from './outcome';

/**
 * The keys of a shop, as they lie sealed and opened. They are kept in this process: a message would
 * otherwise need a round trip for them. The database compares the sealed ones with the shop's, and says so
 * where they are others (`key_needed`): after a rotation, and where a shop was deleted and came back.
 */
interface ShopKeys {
  confirmation: { sealed: string; hash: ConfirmationHash } | null;
  erasure: { sealed: string; hashes: ErasedHashes } | null;
}

/** By domain. */
const known = new Map<string, ShopKeys>();
/** Shops of one process; past it the one that was learned first is learned again. */
const MOST = 10_000;

/** What a message says under the shop's keys; nothing where they have to be asked for. */
export function underKeys(
  { shop, customer, order }: Pick<Told, 'shop' | 'customer' | 'order'>,
  number: string | null,
): Pick<Told, 'keys' | 'number' | 'erased'> {
  const keys = known.get(shop);
  if (keys === undefined || (number !== null && keys.confirmation === null)) return {};
  const { confirmation, erasure } = keys;
  return {
    keys: { confirmation: confirmation?.sealed ?? null, erasure: erasure?.sealed ?? null },
    number: confirmation?.hash(number) ?? null,
    ...(erasure !== null && { erased: erasure.hashes({ customer, order }) }),
  };
}

/**
 * Learns a shop's keys. Makes the one of confirmation numbers where a message has one and the shop has none.
 * @throws TokenUnreadable where no configured key opens the one that erased ids are known by
 */
export async function learnKeys(
  domain: string,
  { id, confirmation, erasure }: z.output<typeof keyNeededSchema>,
  hasNumber: boolean,
): Promise<void> {
  const sealed =
    confirmation === null && hasNumber
      ? await withShop(id, (tx) => confirmationKey(tx, id))
      : confirmation;
  const [eldest] = known.keys();
  if (known.size >= MOST && eldest !== undefined) known.delete(eldest);
  known.delete(domain);
  known.set(domain, {
    confirmation: sealed === null ? null : { sealed, hash: hashUnder(id, sealed) },
    erasure: erasure === null ? null : { sealed: erasure, hashes: erasedHashesUnder(id, erasure) },
  });
}
