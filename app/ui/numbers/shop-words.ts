import type { ShopWords } from './use-format';

/** The currency and the zone that a page writes in: yen and UTC until Shopify was asked about the shop. */
export function shopWords(
  shop: Pick<ShopWords, 'currency' | 'timezone'> | null,
): Pick<ShopWords, 'currency' | 'timezone'> {
  return { currency: shop?.currency ?? 'JPY', timezone: shop?.timezone ?? 'UTC' };
}
