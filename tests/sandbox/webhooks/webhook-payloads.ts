import type { BulkRow } from '../bulk/rows';
import type {
  CustomerRecord,
  OrderRecord,
  ProductRecord,
  ShopRecord,
  Timestamp,
} from '../store/records';
import { dateTimeOf, gid } from '../resolvers/scalars';
import type { StoredVariant } from '../store/store-shop';

export type Payload = Record<string, unknown>;

/**
 * The fields of Shopify's payloads that a change notice needs: the id, the time of the change, the customer.
 * The real payloads have the whole resource; the app subscribes to these fields only.
 */
export function orderPayload(order: OrderRecord): Payload {
  return {
    id: order.id,
    admin_graphql_api_id: gid('Order', order.id),
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    customer: order.customerId === null ? null : { id: order.customerId },
  };
}

/** `refunds/create`: it names the order only by its number. */
export function refundPayload(order: OrderRecord, id: number): Payload {
  return {
    id,
    admin_graphql_api_id: gid('Refund', id),
    order_id: order.id,
    created_at: order.updatedAt,
    processed_at: order.updatedAt,
  };
}

export function customerPayload(customer: CustomerRecord): Payload {
  return {
    id: customer.id,
    admin_graphql_api_id: gid('Customer', customer.id),
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
  };
}

export function mergePayload(from: number, to: number): Payload {
  return {
    admin_graphql_api_customer_kept_id: gid('Customer', to),
    admin_graphql_api_customer_deleted_id: gid('Customer', from),
    admin_graphql_api_job_id: null,
    status: 'completed',
    errors: [],
  };
}

export function productPayload(product: ProductRecord): Payload {
  return {
    id: product.id,
    admin_graphql_api_id: gid('Product', product.id),
    updated_at: product.updatedAt,
  };
}

/** `inventory_items/update`; the item has the number of its variant (see `resolvers/products.ts`). */
export function inventoryItemPayload(variant: StoredVariant, updatedAt: Timestamp): Payload {
  return {
    id: variant.id,
    admin_graphql_api_id: gid('InventoryItem', variant.id),
    sku: variant.sku,
    cost: variant.unitCost,
    updated_at: updatedAt,
  };
}

/** `bulk_operations/finish`: the states are in lower case, unlike in the API. */
export function bulkPayload(row: BulkRow): Payload {
  return {
    admin_graphql_api_id: gid('BulkOperation', row.id),
    completed_at: row.completedAt === null ? null : dateTimeOf(row.completedAt),
    created_at: dateTimeOf(row.createdAt),
    error_code: row.errorCode?.toLowerCase() ?? null,
    status: row.status.toLowerCase(),
    type: 'query',
  };
}

/** The payload of `shop/redact`, and the start of the two about a customer. */
export function compliancePayload(shop: ShopRecord): Payload {
  return { shop_id: shop.id, shop_domain: shop.domain };
}

/** The customer in a compliance payload. */
export function personPayload(id: number, customer: CustomerRecord | null): Payload {
  return { id, email: customer?.email ?? null, phone: null };
}
