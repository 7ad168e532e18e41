import { z } from 'zod';
import { numericId } from '../../shopify/protocol/gid';

/** What can be read again by itself. */
export const POKE_KINDS = ['order', 'customer', 'product', 'inventoryItem'] as const;
export type PokeKind = (typeof POKE_KINDS)[number];

export interface Subject {
  kind: PokeKind;
  /** numeric ids */
  ids: string[];
  /** Shopify says that it is gone, which nobody can see by asking where orders of 60 days are shown */
  deleted: boolean;
}

type Payload = Record<string, unknown>;

/** No longer than a bigint holds. */
export const globalId = z.string().regex(/^gid:\/\/shopify\/\w+\/\d{1,18}$/);
/** A number above 2^53 would have been read as another one: it counts as unreadable. */
const number = z.number().int().positive();

/** The numeric id in a field; the global id is exact however long it is. */
function idIn(payload: Payload, global: string | null, plain: string | null): string[] {
  const exact = globalId.safeParse(global === null ? undefined : payload[global]);
  if (exact.success) return [numericId(exact.data)];
  const id = number.safeParse(plain === null ? undefined : payload[plain]);
  return id.success ? [String(id.data)] : [];
}

const own = (payload: Payload) => idIn(payload, 'admin_graphql_api_id', 'id');
const merged = (payload: Payload) => [
  ...idIn(payload, 'admin_graphql_api_customer_deleted_id', null),
  ...idIn(payload, 'admin_graphql_api_customer_kept_id', null),
];

const about = (kind: PokeKind, ids = own, deleted = false) => ({ kind, ids, deleted });

/** Topics that say "this one changed"; who changed how is read from Shopify. */
const SUBJECTS: Record<string, ReturnType<typeof about>> = {
  ORDERS_CREATE: about('order'),
  ORDERS_UPDATED: about('order'),
  ORDERS_CANCELLED: about('order'),
  ORDERS_DELETE: about('order', own, true),
  REFUNDS_CREATE: about('order', (payload) => idIn(payload, null, 'order_id')),
  CUSTOMERS_CREATE: about('customer'),
  CUSTOMERS_UPDATE: about('customer'),
  CUSTOMERS_DELETE: about('customer', own, true),
  CUSTOMERS_MERGE: about('customer', merged),
  PRODUCTS_CREATE: about('product'),
  PRODUCTS_UPDATE: about('product'),
  INVENTORY_ITEMS_UPDATE: about('inventoryItem'),
};

/** What a webhook is about; null for topics that are no poke. Unreadable ids are none. */
export function subjectOf(topic: string, payload: Payload): Subject | null {
  const subject = SUBJECTS[topic];
  if (subject === undefined) return null;
  return { kind: subject.kind, ids: subject.ids(payload), deleted: subject.deleted };
}
