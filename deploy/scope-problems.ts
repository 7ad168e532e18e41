import type { AppToml } from './toml-keys';

/** Scopes of which an app needs one to be told of a topic; null: it needs none. */
export function scopesFor(topic: string): string[] | null {
  if (topic === 'customers/merge') return ['read_customer_merge'];
  const [resource = ''] = topic.split('/');
  if (resource === 'refunds') return ['read_orders'];
  if (resource === 'inventory_items') return ['read_inventory', 'read_products'];
  return ['orders', 'customers', 'products'].includes(resource) ? [`read_${resource}`] : null;
}

/**
 * Topics that no required scope stands behind, one sentence each. Shopify makes no version of an app that
 * subscribes to one, and an optional scope does not count.
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
