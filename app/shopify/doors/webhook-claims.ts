/**
 * Checks a delivery's headers, which Shopify does not sign, against its address and its signed body.
 */

/** The topics of each address, as `shopify.app.toml` subscribes to them. */
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

/** Fields that only the bodies of other compliance topics have. */
const OTHERS_FIELDS: Readonly<Record<string, readonly string[]>> = {
  CUSTOMERS_DATA_REQUEST: ['orders_to_redact'],
  CUSTOMERS_REDACT: ['orders_requested', 'data_request'],
  SHOP_REDACT: ['customer', 'orders_to_redact', 'orders_requested', 'data_request'],
};

type Payload = Readonly<Record<string, unknown>>;

/** Whether a topic belongs to this address; a topic of no address here belongs to all. */
export function isOfDoor(topic: string, path: string): boolean {
  const doors = Object.keys(DOOR_TOPICS).filter((door) => DOOR_TOPICS[door]?.includes(topic));
  return doors.length === 0 || doors.includes(path);
}

/** Whether the body may be the topic's: bodies of compliance topics differ by their fields. */
export function isOfTopic(topic: string, payload: Payload): boolean {
  const others = OTHERS_FIELDS[topic] ?? [];
  return others.every((field) => payload[field] === undefined);
}

/** Whether the body is about this shop, where it names one. SHOP_REDACT must name it: it erases the whole shop. */
export function isOfShop(topic: string, domain: string, { shop_domain: named }: Payload): boolean {
  if (OTHERS_FIELDS[topic] === undefined) return true;
  return named === undefined ? topic !== 'SHOP_REDACT' : named === domain;
}
