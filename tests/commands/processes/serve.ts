import { localAdminShell } from '../../sandbox/admin-shell/local-shell';
import { Clock } from '../../sandbox/control/clock';
import { appDeclaration } from '../../sandbox/webhooks/app-declaration';
import { loadShop, toldOfShop } from '../demo/load-shop';
import { shopOrder, type ShopMessage } from './shop-messages';
import { sentenceOf } from '../trouble';
import { controlDoor } from '../../sandbox/control/control-door';
import { LocalShopify } from '../../sandbox/local-shopify';
import { storefrontRoute } from '../../sandbox/storefront/storefront';

/**
 * The local Shopify as a separate process, for the demo: it creates a missing shop, serves it on 127.0.0.1
 * and then notifies its parent process.
 */
function tell(message: ShopMessage): void {
  process.send?.(message);
}

async function serve(): Promise<void> {
  const order = shopOrder.parse(JSON.parse(process.argv[2] ?? ''));
  await loadShop(order);
  const { notes, clockOffsetMs } = toldOfShop(order.store);
  const clock = new Clock();
  clock.advance(clockOffsetMs);
  const shopify = await LocalShopify.open({ path: order.store, clock });
  const app = appDeclaration();
  const applicationUrl = `${order.appUrl}${app.path}`;
  shopify.webhooks.register(applicationUrl, app.subscriptions);
  const { url } = await shopify.listen(order.port, [
    controlDoor(),
    localAdminShell({
      appUrl: order.appUrl,
      path: app.path,
      requiredScopes: app.scopes,
      optionalScopes: app.optionalScopes,
    }),
    storefrontRoute({ appUrl: order.appUrl, applicationUrl, proxy: app.proxy }),
  ]);
  const [domain = ''] = shopify.domains();
  tell({ kind: 'ready', url, domain, notes, clockOffsetMs });
  process.once('SIGTERM', () => {
    void shopify.close().finally(() => process.exit(0));
  });
}

try {
  await serve();
} catch (error) {
  tell({ kind: 'trouble', sentence: sentenceOf(error) });
  process.exitCode = 1;
  process.disconnect?.();
}
