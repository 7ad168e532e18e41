import { z } from 'zod';
import { numericId } from '../../shopify/protocol/gid';

/** Kinds of resources that can be read again one by one. */
export const REREAD_KINDS = ['order', 'customer', 'product', 'inventoryItem'] as const;
export type RereadKind = (typeof REREAD_KINDS)[number];

export interface Subject {
  kind: RereadKind;
  /** numeric ids */
  ids: string[];
  /** Shopify reports a deletion; where it shows 60 days only, a re-read cannot tell that from an old order */
  deleted: boolean;
}

type Payload = Record<string, unknown>;

/** At most 18 digits, which fit a bigint. */
export const globalId = z.string().regex(/^gid:\/\/shopify\/\w+\/\d{1,18}$/);
/** JSON.parse reads a number above 2^53 as another one, so it counts as unreadable. */
const number = z.number().int().positive();

/** The numeric id in a field: the global id, which is exact, else the number. */
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

const about = (kind: RereadKind, ids = own, deleted = false) => ({ kind, ids, deleted });

/** The topics of changes; what changed is read from Shopify. */
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

/** The resource that a webhook is about; null for other topics. Unreadable ids are left out. */
export function subjectOf(topic: string, payload: Payload): Subject | null {
  const subject = SUBJECTS[topic];
  if (subject === undefined) return null;
  return { kind: subject.kind, ids: subject.ids(payload), deleted: subject.deleted };
}
