import type { LocalShopify } from '../../sandbox/local-shopify';

/** The scopes of shopify.app.toml. */
export const SCOPES = ['read_orders', 'read_all_orders', 'read_customers', 'read_products'];

/**
 * The shop installs the app and opens it: this exchanges its session token for an offline token and
 * stores the session, as `authenticate.admin` does. Calls must be routed before.
 */
export async function install(
  shopify: LocalShopify,
  domain: string,
  scopes: string[] = SCOPES,
): Promise<void> {
  const { RequestedTokenType } = await import('@shopify/shopify-api');
  const { shopifyLibrary } = await import('../../../app/shopify/protocol/library.server');
  const { sessions } = await import('../../../app/shopify/tokens/sessions.server');
  shopify.install(domain, { scopes });
  const { session } = await shopifyLibrary.auth.tokenExchange({
    shop: domain,
    sessionToken: shopify.idToken(domain),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  await sessions.storeSession(session);
}
