import { z } from 'zod';
import { document } from './document';

/**
 * The app's installation in the shop, and one of the metafields that the app keeps there; needs no scope.
 * An uninstallation deletes them.
 */
export const INSTALLATION_METAFIELD = document<{ namespace: string; key: string }>(`
  query InstallationMetafield($namespace: String!, $key: String!) {
    currentAppInstallation {
      id
      metafield(namespace: $namespace, key: $key) { value }
    }
  }
`);

export const installationMetafieldResponse = z.object({
  currentAppInstallation: z.object({
    id: z.string(),
    metafield: z.object({ value: z.string() }).nullable(),
  }),
});
