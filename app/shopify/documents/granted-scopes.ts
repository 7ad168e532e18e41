import { z } from 'zod';
import { document } from './document';

/** The scopes that the app has now. */
export const GRANTED_SCOPES = document(`
  query GrantedScopes {
    currentAppInstallation { accessScopes { handle } }
  }
`);

export const grantedScopesResponse = z.object({
  currentAppInstallation: z.object({
    accessScopes: z.array(z.object({ handle: z.string() })),
  }),
});
