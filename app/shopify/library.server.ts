// The web's Request and fetch, which Remix has as well; the adapter for Node would take its place.
import '@shopify/shopify-api/adapters/web-api';
import { LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { env } from '../env.server';
import { log } from '../log.server';
import { API_VERSION } from './api-version';
import { acceptedSecrets } from './secrets.server';

/** At debug the library writes session tokens; what is worth a warning goes to our log. */
export const libraryLogger = {
  level: LogSeverity.Warning,
  log: async (severity: LogSeverity, message: string) => {
    if (severity === LogSeverity.Error) log.error(message);
    else log.warn(message);
  },
};

const libraryWith = (apiSecretKey: string) =>
  shopifyApi({
    apiKey: env().SHOPIFY_API_KEY,
    apiSecretKey,
    apiVersion: API_VERSION,
    hostName: new URL(env().SHOPIFY_APP_URL).host,
    isEmbeddedApp: true,
    logger: libraryLogger,
  });

/**
 * Shopify's protocol without its Remix layer, for what happens with no merchant present: that layer
 * refreshes tokens unasked and hides why it could not behind a bare 500 (shopify-app-js#3360).
 */
export const shopifyLibrary = libraryWith(env().SHOPIFY_API_SECRET);

/**
 * One for each secret that Shopify may have signed with, the current one first: while a secret is
 * being replaced, Shopify goes on signing with the one before for a while.
 */
export const shopifyLibraries = acceptedSecrets().map((secret) =>
  secret === env().SHOPIFY_API_SECRET ? shopifyLibrary : libraryWith(secret),
);
