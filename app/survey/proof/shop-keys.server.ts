import { z } from 'zod';
import { shopIdSchema, withShop } from '../../store/db.server';
import {
  confirmationKey,
  hashUnder,
  senderHashUnder,
} from '../../store/secrets/confirmation-numbers.server';
import { erasedHashesUnder, type ErasedHashes } from '../../store/secrets/erased-ids.server';
import type { SurveyRequest } from '../../store/survey/survey';

/**
 * The keys of a shop, sealed and opened, cached in this process to save each message a round trip. The
 * database compares the sealed keys with the shop's and replies `key_needed` where they differ: after a
 * rotation, and where a shop was deleted and came back.
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
/** Size of the cache; past it the oldest entry is dropped. */
const MOST_SHOPS = 10_000;

type Named = Pick<SurveyRequest, 'shop' | 'customer' | 'order' | 'source'>;

/** The database's reply where the shop has other keys than the message was hashed with. */
export const keyNeededSchema = z.object({
  refused: z.literal('key_needed'),
  id: shopIdSchema,
  confirmation: z.string().nullable(),
  erasure: z.string().nullable(),
});

/** A signed link proves its order by itself; every other message about an order is hashed. */
const needsKey = ({ order, source }: Named): boolean => order !== null && source !== 'link';

/** Hashes a message's ids under the shop's keys; {} where the keys are not cached. */
export function hashUnderKeys(
  request: Named,
  givenNumber: string | null,
): Pick<SurveyRequest, 'keys' | 'number' | 'sender' | 'erased'> {
  const { shop, customer, order } = request;
  const keys = known.get(shop);
  if (keys === undefined || (needsKey(request) && keys.confirmation === null)) return {};
  const { confirmation, erasure } = keys;
  const number = confirmation?.hash(givenNumber) ?? null;
  return {
    keys: { confirmation: confirmation?.sealed ?? null, erasure: erasure?.sealed ?? null },
    number,
    sender: needsKey(request) ? confirmation?.sender({ order, number, customer }) : null,
    ...(erasure !== null && { erased: erasure.hashes({ customer, order }) }),
  };
}

/**
 * Caches the keys of a message's shop. Makes the key of confirmation numbers where the message needs it
 * and the shop has none.
 * @throws TokenUnreadable where no configured key opens the key of erased ids
 */
export async function learnKeys(
  request: Named,
  { id, confirmation, erasure }: z.output<typeof keyNeededSchema>,
): Promise<void> {
  const sealed =
    confirmation === null && needsKey(request)
      ? await withShop(id, (tx) => confirmationKey(tx, id))
      : confirmation;
  const [eldest] = known.keys();
  if (known.size >= MOST_SHOPS && eldest !== undefined) known.delete(eldest);
  known.delete(request.shop);
  known.set(request.shop, {
    confirmation:
      sealed === null
        ? null
        : { sealed, hash: hashUnder(id, sealed), sender: senderHashUnder(id, sealed) },
    erasure: erasure === null ? null : { sealed: erasure, hashes: erasedHashesUnder(id, erasure) },
  });
}
