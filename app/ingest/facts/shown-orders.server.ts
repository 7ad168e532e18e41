import { enqueue } from '../../queue/enqueue.server';
import { admin } from '../../shopify/api/admin.server';
import { GRANTED_SCOPES, grantedScopesResponse } from '../../shopify/documents/granted-scopes';
import type { Tx } from '../../store/db.server';

/** Without `read_all_orders` Shopify hides orders older than 60 days; one day less keeps clear of the edge. */
export const SHOWN_DAYS = 59;

/**
 * Asks Shopify whether the app may see all orders now. Our own record of the scopes may be stale: the webhook of
 * a withdrawn scope may be late or lost, and a hidden order must not count as deleted.
 */
export async function showsAllOrders(domain: string): Promise<boolean> {
  const answer = await admin(domain).query(GRANTED_SCOPES, {}, grantedScopesResponse);
  return answer.currentAppInstallation.accessScopes.some(
    ({ handle }) => handle === 'read_all_orders',
  );
}

/** Enqueues a fresh read of the shop's scopes, when Shopify shows fewer orders than our record says. */
export async function enqueueScopeCheck(tx: Tx, domain: string): Promise<void> {
  await enqueue(tx, 'shop.changed', { domain });
}
