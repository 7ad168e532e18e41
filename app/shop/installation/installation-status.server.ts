import { admin } from '../../shopify/api/admin.server';
import { SHOP, shopResponse } from '../../shopify/documents/shop';
import { isRetryable, NoToken, ShopGone } from '../../shopify/protocol/errors';

/** Whether a shop has the app installed, according to Shopify. */
interface InstallationStatus {
  status: 'installed' | 'gone' | 'unknown';
  /** the domain that Shopify itself gives to an installed shop */
  myshopifyDomain?: string;
  /** of `unknown`: Shopify is down, or the shop is closed */
  why?: unknown;
}

/**
 * Asks Shopify whether the shop's token still works: uninstalling revokes it, and only opening the app
 * creates another.
 * @throws what `admin(shop).query` throws and is neither retryable nor about the shop
 */
export async function readInstallationStatus(domain: string): Promise<InstallationStatus> {
  try {
    const { shop } = await admin(domain).query(SHOP, {}, shopResponse);
    return { status: 'installed', myshopifyDomain: shop.myshopifyDomain };
  } catch (error) {
    if (error instanceof NoToken) return { status: 'gone' };
    if (error instanceof ShopGone || isRetryable(error)) return { status: 'unknown', why: error };
    throw error;
  }
}
