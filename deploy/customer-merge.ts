/**
 * The scope and the subscription for webhooks about merged customers, in addition to `shopify.app.toml`
 * (`docs/decisions/092-merged-customers.md`).
 */
export const MERGE_SCOPE = 'read_customer_merge';

export const MERGE_SUBSCRIPTION = {
  topics: ['customers/merge'],
  uri: '/webhooks/customers',
  include_fields: [
    ...['admin_graphql_api_customer_kept_id', 'admin_graphql_api_customer_deleted_id'],
    ...['status', 'updated_at'],
  ],
};
