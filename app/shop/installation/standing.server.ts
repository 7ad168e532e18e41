import { admin } from '../../shopify/api/admin.server';
import { SHOP, shopAnswer } from '../../shopify/documents/shop';
import { isRetryable, NoToken, ShopGone } from '../../shopify/protocol/errors';

/** Whether the app is installed in a shop, as far as Shopify says. */
interface Standing {
  standing: 'installed' | 'gone' | 'unknown';
  /** the domain that Shopify itself gives to an installed shop */
  myshopifyDomain?: string;
  /** of `unknown`: Shopify is down, or the shop is closed */
  why?: unknown;
}

/**
 * Asks Shopify whether the shop's token still works: uninstalling ends it, and only opening the app
 * makes another.
 */
export async function standingOf(domain: string): Promise<Standing> {
  try {
    const { shop } = await admin(domain).query(SHOP, {}, shopAnswer);
    return { standing: 'installed', myshopifyDomain: shop.myshopifyDomain };
  } catch (error) {
    if (error instanceof NoToken) return { standing: 'gone' };
    if (error instanceof ShopGone || isRetryable(error)) return { standing: 'unknown', why: error };
    throw error;
  }
}
