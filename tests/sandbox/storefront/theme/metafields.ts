import type { LocalShopify } from '../../local-shopify';
import type { AppMetafield } from './render-block';

/** What the app has written for its own block to read. */
export function appMetafields(_shopify: LocalShopify, _domain: string): AppMetafield[] {
  return [];
}
