import { API_KEY, API_SECRET } from '../../app-identity';
import { signIdToken } from '../../id-token';
import { routeShopifyTo } from '../../intercept.mjs';
import { appEnvironment, type Surroundings } from '../app-processes';
import type { ServedShop } from '../shop-process';
import { CommandTrouble } from '../trouble';

/**
 * Installs the app in the shop as a merchant who opens it for the first time does: Shopify grants
 * the scopes, and the app's own door exchanges the session token and asks for the import. Only the
 * web server between the two is left out.
 */
export async function installApp(shop: ServedShop, around: Surroundings): Promise<void> {
  // The admin of the local Shopify grants the scopes when the app is opened in it.
  const opened = await fetch(shop.url, { redirect: 'follow' });
  if (!opened.ok)
    throw new CommandTrouble(`The local Shopify did not install the app (HTTP ${opened.status}).`);
  // Before anything of the app is loaded: it reads its environment and keeps the fetch it finds.
  Object.assign(process.env, appEnvironment(around), { LOG_LEVEL: 'silent' });
  routeShopifyTo(shop.url);
  const { authenticate } = await import('../../../../app/shopify/shopify.server');
  const { pool, prisma } = await import('../../../../app/store/db.server');
  const token = signIdToken({
    domain: shop.domain,
    userId: 1,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    expiresInSeconds: 60,
  });
  try {
    await authenticate.admin(
      new Request(new URL('/app', around.appUrl), {
        headers: { authorization: `Bearer ${token}`, 'user-agent': 'Mozilla/5.0 (X11; Linux)' },
      }),
    );
  } catch (error) {
    const why = error instanceof Response ? `HTTP ${error.status}` : String(error);
    throw new CommandTrouble(`The app could not be installed in the local Shopify (${why}).`);
  } finally {
    await prisma.$disconnect();
    await pool.end();
  }
}
