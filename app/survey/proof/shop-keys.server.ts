import type { z } from 'zod';
import { withShop } from '../../store/db.server';
import {
  confirmationKey,
  hashUnder,
  senderHashUnder,
} from '../../store/secrets/confirmation-numbers.server';
import { erasedHashesUnder, type ErasedHashes } from '../../store/secrets/erased-ids.server';
import type { Told } from '../../store/survey/survey';
import type { keyNeededSchema } from '../message/outcome';

/**
 * The keys of a shop, as they lie sealed and opened. They are kept in this process: a message would
 * otherwise need a round trip for them. The database compares the sealed ones with the shop's, and says so
 * where they are others (`key_needed`): after a rotation, and where a shop was deleted and came back.
 */
interface ShopKeys {
  confirmation: {
    sealed: string;
    hash: ReturnType<typeof hashUnder>;
    sender: ReturnType<typeof senderHashUnder>;
  } | null;
  erasure: { sealed: string; hashes: ErasedHashes } | null;
}

/** By domain. */
const known = new Map<string, ShopKeys>();
/** Shops of one process; past it the one that was learned first is learned again. */
const MOST = 10_000;

type Named = Pick<Told, 'shop' | 'customer' | 'order' | 'source'>;

/** A signed link is the proof of its order; every other message about one is hashed. */
const needsKey = ({ order, source }: Named): boolean => order !== null && source !== 'link';

/** What a message says under the shop's keys; nothing where they have to be asked for. */
export function underKeys(
  told: Named,
  given: string | null,
): Pick<Told, 'keys' | 'number' | 'sender' | 'erased'> {
  const { shop, customer, order } = told;
  const keys = known.get(shop);
  if (keys === undefined || (needsKey(told) && keys.confirmation === null)) return {};
  const { confirmation, erasure } = keys;
  const number = confirmation?.hash(given) ?? null;
  return {
    keys: { confirmation: confirmation?.sealed ?? null, erasure: erasure?.sealed ?? null },
    number,
    sender: needsKey(told) ? confirmation?.sender({ order, number, customer }) : null,
    ...(erasure !== null && { erased: erasure.hashes({ customer, order }) }),
  };
}

/**
 * Learns the keys of a message's shop. Makes the one of confirmation numbers where the message needs it and the shop has none.
 * @throws TokenUnreadable where no configured key opens the one that erased ids are known by
 */
export async function learnKeys(
  told: Named,
  { id, confirmation, erasure }: z.output<typeof keyNeededSchema>,
): Promise<void> {
  const sealed =
    confirmation === null && needsKey(told)
      ? await withShop(id, (tx) => confirmationKey(tx, id))
      : confirmation;
  const [eldest] = known.keys();
  if (known.size >= MOST && eldest !== undefined) known.delete(eldest);
  known.delete(told.shop);
  known.set(told.shop, {
    confirmation:
      sealed === null
        ? null
        : { sealed, hash: hashUnder(id, sealed), sender: senderHashUnder(id, sealed) },
    erasure: erasure === null ? null : { sealed: erasure, hashes: erasedHashesUnder(id, erasure) },
  });
}
