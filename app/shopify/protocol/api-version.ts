import { ApiVersion } from '@shopify/shopify-api';

/** The Admin API's version, everywhere: the client, the webhooks, shopify.app.toml, the documents' test. */
export const API_VERSION = ApiVersion.October26;
