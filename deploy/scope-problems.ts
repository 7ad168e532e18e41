import type { AppToml } from './toml-keys';

/** The scopes of which a topic needs one; null: it needs none. */
export function scopesFor(topic: string): string[] | null {
  if (topic === 'customers/merge') return ['read_customer_merge'];
  const [resource = ''] = topic.split('/');
  if (resource === 'refunds') return ['read_orders'];
  if (resource === 'inventory_items') return ['read_inventory', 'read_products'];
  return ['orders', 'customers', 'products'].includes(resource) ? [`read_${resource}`] : null;
}

/**
 * The topics without a required scope, one sentence each. Shopify refuses a version that subscribes to one;
 * an optional scope does not count.
 */
export function scopeProblems({ access_scopes: access, webhooks }: AppToml): string[] {
  const required = access.scopes.split(',').map((scope) => scope.trim());
  const topics = webhooks.subscriptions.flatMap((one) => one.topics ?? []);
  return topics.flatMap((topic) => {
    const scopes = scopesFor(topic);
    if (scopes === null || scopes.some((scope) => required.includes(scope))) return [];
    return [
      `"${topic}" needs ${scopes.join(' or ')} among the required scopes: Shopify refuses the version.`,
    ];
  });
}
