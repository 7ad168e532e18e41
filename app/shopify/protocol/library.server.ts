// uses the global Request and fetch, which Remix has as well; the Node adapter would replace them
import '@shopify/shopify-api/adapters/web-api';
import { LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { env } from '../../env.server';
import { log } from '../../log.server';
import { API_VERSION } from './api-version';

/** Warnings and errors go to our log; at debug level the library would write session tokens. */
export const libraryLogger = {
  level: LogSeverity.Warning,
  log: async (severity: LogSeverity, message: string) => {
    if (severity === LogSeverity.Error) log.error(message);
    else log.warn(message);
  },
};

/**
 * Shopify's protocol without its Remix layer, for work without a merchant: that layer refreshes tokens
 * unasked and reports a failure as a bare 500 (shopify-app-js#3360).
 */
export const shopifyLibrary = shopifyApi({
  apiKey: env().SHOPIFY_API_KEY,
  apiSecretKey: env().SHOPIFY_API_SECRET,
  apiVersion: API_VERSION,
  hostName: new URL(env().SHOPIFY_APP_URL).host,
  isEmbeddedApp: true,
  logger: libraryLogger,
});
