import { localAdminShell } from './admin-shell/local-shell';
import { appDeclaration } from './commands/app-declaration';
import { loadShop, shopNotes } from './commands/load-shop';
import { shopOrder, type ShopMessage } from './commands/shop-messages';
import { sentenceOf } from './commands/trouble';
import { controlDoor } from './control-door';
import { LocalShopify } from './local-shopify';
import { storefrontRoute } from './storefront/storefront';

/**
 * The local Shopify as a process of its own, for the demo and the report: it makes the shop where it
 * is not there yet, serves it on 127.0.0.1 and tells the process that started it how far it is.
 */
function tell(message: ShopMessage): void {
  process.send?.(message);
}

async function serve(): Promise<void> {
  const order = shopOrder.parse(JSON.parse(process.argv[2] ?? ''));
  await loadShop(order, (fraction) => {
    tell({ kind: 'loading', fraction });
  });
  const shopify = await LocalShopify.open({ path: order.store });
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
  const { ianaTimezone } = shopify.shop(domain);
  const orders = Number(shopify.store.get('select count(*) as orders from orders')?.orders);
  const notes = shopNotes(order.store);
  tell({ kind: 'ready', url, domain, timezone: ianaTimezone, orders, notes });
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
