import { z } from 'zod';
import { document } from './document';

/** The shop and the scopes that the app has there; needs no scope. */
export const SHOP = document(`
  query Shop {
    shop {
      id
      name
      myshopifyDomain
      currencyCode
      ianaTimezone
    }
    currentAppInstallation { accessScopes { handle } }
  }
`);

export const shopResponse = z.object({
  shop: z.object({
    id: z.string(),
    name: z.string(),
    myshopifyDomain: z.string(),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
  }),
  currentAppInstallation: z.object({
    accessScopes: z.array(z.object({ handle: z.string() })),
  }),
});
