import '@shopify/shopify-app-remix/adapters/node';
import { AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server';
import { env } from '../env.server';
import { enqueue } from '../queue/enqueue.server';
import { API_VERSION } from './protocol/api-version';
import { authenticateCheckout, authenticateProxy } from './doors/buyer.server';
import { libraryLogger } from './protocol/library.server';
import { authenticateFile, authenticateMerchant } from './doors/merchant.server';
import { sessions } from './tokens/sessions.server';
import { authenticateWebhook } from './doors/webhook.server';

const appWith = (apiSecretKey: string) =>
  shopifyApp({
    apiKey: env().SHOPIFY_API_KEY,
    apiSecretKey,
    appUrl: env().SHOPIFY_APP_URL,
    apiVersion: API_VERSION,
    authPathPrefix: '/auth',
    distribution: AppDistribution.AppStore,
    sessionStorage: sessions,
    // no scopes: Shopify's managed installation grants those of shopify.app.toml
    hooks: {
      // runs at the first opening and at every token exchange, about hourly
      afterAuth: async ({ session }) => {
        await enqueue(null, 'shop.install', { domain: session.shop });
      },
    },
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    logger: libraryLogger,
  });
const shopify = appWith(env().SHOPIFY_API_SECRET);
const previous = env().SHOPIFY_API_SECRET_PREVIOUS;
const before = previous === undefined ? shopify : appWith(previous);

/** Authenticates a request of a merchant, of Shopify, or of a buyer. Every door awaits one of these first. */
export const authenticate = {
  admin: (request: Request) =>
    // a token that the previous secret signed is exchanged with that secret
    authenticateMerchant(request, (asked, secret) =>
      (secret === previous ? before : shopify).authenticate.admin(asked),
    ),
  webhook: authenticateWebhook,
  checkout: authenticateCheckout,
  proxy: authenticateProxy,
  file: authenticateFile,
};

export type { Merchant } from './doors/merchant.server';
export const { login, addDocumentResponseHeaders } = shopify;
