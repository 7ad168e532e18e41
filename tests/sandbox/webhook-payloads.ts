import type { BulkRow } from './bulk/rows';
import type { CustomerRecord, OrderRecord, ProductRecord } from './records';
import { dateTimeOf, gid } from './resolvers/scalars';

type Payload = Record<string, unknown>;

/**
 * The fields of Shopify's payloads that a poke needs: which one, when it changed, whose it is. The
 * real ones carry the whole resource; the app subscribes to these fields only.
 */
export function orderPayload(order: OrderRecord): Payload {
  return {
    id: order.id,
    admin_graphql_api_id: gid('Order', order.id),
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    customer: order.customerId === null ? null : { id: order.customerId },
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

export function productPayload(product: ProductRecord): Payload {
  return {
    id: product.id,
    admin_graphql_api_id: gid('Product', product.id),
    updated_at: product.updatedAt,
  };
}

/** `bulk_operations/finish`: the states are in lower case here, unlike in the API. */
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

/** The scope without which Shopify does not let an app subscribe to a topic; null: none is needed. */
export function scopeOf(topic: string): string | null {
  if (topic === 'customers/merge') return 'read_customer_merge';
  const [resource = ''] = topic.split('/');
  return ['orders', 'customers', 'products'].includes(resource) ? `read_${resource}` : null;
}
