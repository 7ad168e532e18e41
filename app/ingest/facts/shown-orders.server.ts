import { enqueue } from '../../queue/enqueue.server';
import { admin } from '../../shopify/api/admin.server';
import { GRANTED_SCOPES, grantedScopesResponse } from '../../shopify/documents/granted-scopes';
import type { Tx } from '../../store/db.server';

/** Without `read_all_orders` Shopify hides orders older than 60 days; a day less, for what lies on the edge. */
export const SHOWN_DAYS = 59;

/**
 * Whether Shopify shows all orders now. What we know of the scopes may be older than what it says: news
 * of a scope that was withdrawn may be late or lost, and an order that is only hidden is not gone.
 */
export async function showsAllOrders(domain: string): Promise<boolean> {
  const answer = await admin(domain).query(GRANTED_SCOPES, {}, grantedScopesResponse);
  return answer.currentAppInstallation.accessScopes.some(
    ({ handle }) => handle === 'read_all_orders',
  );
}

/** Shopify shows less than we know of: what the shop grants is read again. */
export async function askWhatIsShown(tx: Tx, domain: string): Promise<void> {
  await enqueue(tx, 'shop.changed', { domain });
}
