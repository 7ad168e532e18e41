import { randomUUID } from 'node:crypto';
import {
  type Answer,
  type Ask,
  type Dismissal,
  messageSchema,
  type SentMessage,
} from '../../../app/survey/message/contract';
import { confirmationHash } from '../../../app/store/secrets/confirmation-numbers.server';
import { shopIdSchema, withShop } from '../../../app/store/db.server';
import type { TestDatabase } from '../database';

export { DOMAIN } from '../../survey/domain';

/** The confirmation number of an order, as Shopify shows it to its buyer. */
export const numberOf = (order: string | number): string =>
  `NO${String(order).replace(/.*\//, '')}`;

/**
 * An order as an import writes it; these tests need only its customer and its proof.
 * @param number null: Shopify has none, or the app has not read it yet
 */
export async function addOrder(
  db: TestDatabase,
  shop: number,
  id: number,
  customer: number | null,
  number: string | null = numberOf(id),
): Promise<void> {
  const own = shopIdSchema.parse(shop);
  const hash = await withShop(own, async (tx) => (await confirmationHash(tx, own))(number));
  await db.query(
    `insert into orders (shop_id, id, customer_id, name, processed_at, updated_at, test, currency, taxes_included,
       subtotal_shop_amount, current_subtotal_shop_amount, refund_discrepancy_shop_amount, kept_quantity,
       has_gift_card, has_selling_plan, discounted, goods_list_shop_amount, goods_discount_shop_amount,
       gift_card_shop_amount, gift_card_kept_shop_amount, tax_kept_shop_amount, cost_shop_amount,
       costed_shop_amount, costed_tax_shop_amount, lines_shop_amount, product_ids, confirmation_hash)
     values ($1, $2, $3, '#1', now(), now(), false, 'JPY', true,
       100, 100, 0, 1, false, false, false, 100, 0, 0, 0, 0, 0, 0, 0, 100, '{}', decode($4, 'hex'))
     on conflict (shop_id, id) do update set customer_id = excluded.customer_id, confirmation_hash = excluded.confirmation_hash`,
    [shop, id, customer, hash],
  );
}

/** Orders without a customer, which only their numbers prove. */
export async function addGuestOrders(
  db: TestDatabase,
  shop: number,
  ...ids: number[]
): Promise<void> {
  for (const id of ids) await addOrder(db, shop, id, null);
}

/** The fields of its order that a page of Shopify sends, its number included. */
const read = (message: Record<string, unknown>) =>
  messageSchema.parse({
    ...(typeof message.order === 'string' && { number: numberOf(message.order) }),
    ...message,
  });

/** An answer from the thank-you page, with a key of its own. */
export function answer(says: Partial<Extract<SentMessage, { kind: 'answer' }>> = {}): Answer {
  const message = read({
    ...{ kind: 'answer', key: randomUUID(), source: 'thank_you', order: '1', language: 'en' },
    ...{ score: 9, ...says },
  });
  if (message.kind !== 'answer') throw new Error('no answer');
  return message;
}

export function ask(says: Partial<Extract<SentMessage, { kind: 'ask' }>> = {}): Ask {
  const message = read({ kind: 'ask', source: 'thank_you', order: '1', language: 'en', ...says });
  if (message.kind !== 'ask') throw new Error('no ask');
  return message;
}

export function dismissal(
  says: Partial<Extract<SentMessage, { kind: 'dismissal' }>> = {},
): Dismissal {
  const message = read({ kind: 'dismissal', source: 'thank_you', order: '1', ...says });
  if (message.kind !== 'dismissal') throw new Error('no dismissal');
  return message;
}
