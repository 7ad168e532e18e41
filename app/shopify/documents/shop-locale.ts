import { z } from 'zod';
import { document } from './document';

/**
 * The language of the shop's storefront. `shopLocales` would need the scope `read_locales`; the domain's
 * localization needs none (null when the domain redirects).
 */
export const SHOP_LOCALE = document(`
  query ShopLocale {
    shop { primaryDomain { localization { defaultLocale } } }
  }
`);

export const shopLocaleResponse = z.object({
  shop: z.object({
    primaryDomain: z.object({
      localization: z.object({ defaultLocale: z.string() }).nullable(),
    }),
  }),
});
