import { hash } from 'node:crypto';
import type { OrderRecord } from '../store/records';

/** "Might not be present for orders created before 2024" (typings of @shopify/ui-extensions). */
const ALWAYS_SINCE = '2024';
/** Sources of orders without a checkout. */
const BY_HAND = new Set(['pos', 'shopify_draft_order']);
/** Letters and digits of a number, as in Shopify's own example "XPAV284CT". */
const LENGTH = 9;

/**
 * The confirmation number of an order, the same for the same id; null for orders before 2024 and for every
 * second POS or draft order.
 */
export function confirmationNumber({
  id,
  createdAt,
  sourceName,
}: Pick<OrderRecord, 'id' | 'createdAt' | 'sourceName'>): string | null {
  if (createdAt < ALWAYS_SINCE || (BY_HAND.has(sourceName) && id % 2 === 0)) return null;
  const digits = Number.parseInt(hash('sha256', `confirmation ${String(id)}`).slice(0, 13), 16);
  return (digits % 36 ** LENGTH).toString(36).toUpperCase().padStart(LENGTH, '0');
}
