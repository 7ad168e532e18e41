/**
 * What a delivery's headers claim against what is signed: the address that Shopify was told to send a
 * topic to, and the body. Shopify signs the body alone.
 */

/** The topics of each door, as `shopify.app.toml` subscribes to them. */
export const DOOR_TOPICS: Readonly<Record<string, readonly string[]>> = {
  '/webhooks/orders': [
    ...['ORDERS_CREATE', 'ORDERS_UPDATED', 'ORDERS_CANCELLED', 'ORDERS_DELETE'],
    'REFUNDS_CREATE',
  ],
  '/webhooks/customers': [
    ...['CUSTOMERS_CREATE', 'CUSTOMERS_UPDATE', 'CUSTOMERS_DELETE', 'CUSTOMERS_MERGE'],
  ],
  '/webhooks/products': ['PRODUCTS_CREATE', 'PRODUCTS_UPDATE', 'INVENTORY_ITEMS_UPDATE'],
  '/webhooks/bulk-finished': ['BULK_OPERATIONS_FINISH'],
  '/webhooks/app': ['APP_UNINSTALLED', 'APP_SCOPES_UPDATE', 'SHOP_UPDATE'],
  '/webhooks/privacy': ['CUSTOMERS_DATA_REQUEST', 'CUSTOMERS_REDACT', 'SHOP_REDACT'],
};

/** What the body of one compliance topic has and that of another has not. */
const OTHERS_FIELDS: Readonly<Record<string, readonly string[]>> = {
  CUSTOMERS_DATA_REQUEST: ['orders_to_redact'],
  CUSTOMERS_REDACT: ['orders_requested', 'data_request'],
  SHOP_REDACT: ['customer', 'orders_to_redact', 'orders_requested', 'data_request'],
};

type Payload = Readonly<Record<string, unknown>>;

/** Whether a topic may be meant by what came to this address: one of another door's is not. */
export function isOfDoor(topic: string, path: string): boolean {
  const doors = Object.keys(DOOR_TOPICS).filter((door) => DOOR_TOPICS[door]?.includes(topic));
  return doors.length === 0 || doors.includes(path);
}

/** Whether the body may be one of the topic: those about people and whole shops tell themselves apart. */
export function isOfTopic(topic: string, payload: Payload): boolean {
  const others = OTHERS_FIELDS[topic] ?? [];
  return others.every((field) => payload[field] === undefined);
}

/** Whether the signed body speaks of this shop, where it names one. A whole shop is never erased unnamed. */
export function isOfShop(topic: string, domain: string, { shop_domain: named }: Payload): boolean {
  if (OTHERS_FIELDS[topic] === undefined) return true;
  return named === undefined ? topic !== 'SHOP_REDACT' : named === domain;
}
