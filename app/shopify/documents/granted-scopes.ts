import { z } from 'zod';
import { document } from './document';

/** What the app may read now, whatever it was told and when. */
export const GRANTED_SCOPES = document(`
  query GrantedScopes {
    currentAppInstallation { accessScopes { handle } }
  }
`);

export const grantedScopesAnswer = z.object({
  currentAppInstallation: z.object({
    accessScopes: z.array(z.object({ handle: z.string() })),
  }),
});
