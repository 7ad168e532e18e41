import { API_KEY, API_SECRET } from '../../app-identity';
import { signIdToken } from '../../id-token';
import { routeShopifyTo } from '../../intercept.mjs';
import { appEnvironment, type Surroundings } from '../app-processes';
import type { ServedShop } from '../shop-process';
import { CommandTrouble } from '../trouble';

/** The app's own code in this process: what its web process would do for the merchant. */
export interface App {
  /**
   * Installs the app in the shop as a merchant who opens it for the first time does: its own door
   * exchanges the session token and asks for the import. Only the web server before it is left out.
   */
  install(): Promise<void>;
  /** Asks the worker for the numbers of a past day. */
  askFor(shopId: number, asOf: string): Promise<void>;
  close(): Promise<void>;
}

/** Loads the app's code with its environment; its calls to Shopify go to the local one from now on. */
export async function loadApp(shop: ServedShop, around: Surroundings): Promise<App> {
  // Before anything of the app is loaded: it reads its environment and keeps the fetch it finds.
  Object.assign(process.env, appEnvironment(around), { LOG_LEVEL: 'silent' });
  routeShopifyTo(shop.url);
  const { authenticate } = await import('../../../../app/shopify/shopify.server');
  const { enqueue } = await import('../../../../app/queue/enqueue.server');
  const { endPools, prisma } = await import('../../../../app/store/db.server');
  return {
    install: async () => {
      await grantScopes(shop);
      try {
        await authenticate.admin(signedRequest(shop, around));
      } catch (error) {
        const why = error instanceof Response ? `HTTP ${error.status}` : String(error);
        throw new CommandTrouble(`The app could not be installed in the local Shopify (${why}).`);
      }
    },
    askFor: (shopId, asOf) => enqueue(null, 'snapshot.day', { shopId, asOf }),
    close: async () => {
      await prisma.$disconnect();
      await endPools();
    },
  };
}

/** The local Shopify's admin grants the scopes when the app is opened in it for the first time. */
async function grantScopes(shop: ServedShop): Promise<void> {
  const opened = await fetch(shop.url);
  if (!opened.ok)
    throw new CommandTrouble(`The local Shopify did not install the app (HTTP ${opened.status}).`);
}

/** What the app's page asks with, once App Bridge has given it a session token. */
function signedRequest(shop: ServedShop, around: Surroundings): Request {
  const token = signIdToken({
    domain: shop.domain,
    userId: 1,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    expiresInSeconds: 60,
  });
  return new Request(new URL('/app', around.appUrl), {
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'Mozilla/5.0 (X11; Linux)' },
  });
}
