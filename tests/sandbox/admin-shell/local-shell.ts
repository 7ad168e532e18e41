import type { ExtraRoute, LocalShopify } from '../local-shopify';
import { adminShell } from './admin-shell';
import type { ShellHost } from './host';

export interface LocalShellOptions {
  /** origin of the app, for example `http://127.0.0.1:3000` */
  appUrl: string;
  /** the path of its `application_url`; none if not given */
  path?: string;
  /** scopes of the app's configuration, granted at the installation */
  requiredScopes: string[];
  /** scopes that the app may request later */
  optionalScopes: string[];
  /** optional scopes that the merchant grants while installing; none if not given */
  grantedAtInstall?: string[];
}

/**
 * The admin of the local Shopify's shops, for `LocalShopify.listen(port, [...])`. Opening the app in a shop
 * without it installs it.
 */
export function localAdminShell(options: LocalShellOptions): ExtraRoute {
  let route: ReturnType<typeof adminShell> | undefined;
  return (request, response, shopify) => {
    route ??= adminShell({
      ...shopify.app,
      url: options.appUrl,
      name: 'Omega',
      handle: 'omega',
      openedPath: options.path || '/',
      homePath: '/app',
      storefront: '/storefront',
    });
    return route(request, response, shellHost(shopify, options));
  };
}

function shellHost(shopify: LocalShopify, options: LocalShellOptions): ShellHost {
  const granted = (domain: string): string[] => shopify.grantedScopes(domain);
  return {
    shops: () =>
      shopify.domains().map((domain) => {
        const { name, primaryLocale } = shopify.shop(domain);
        return { domain, name, locale: primaryLocale };
      }),
    opened: (domain) => {
      if (shopify.isInstalled(domain)) return;
      const scopes = [...options.requiredScopes, ...(options.grantedAtInstall ?? [])];
      shopify.install(domain, { scopes });
    },
    idToken: (domain) => shopify.idToken(domain),
    // The machine's clock, against which the app checks the times of session tokens.
    now: () => new Date(),
    buys: (domain) => {
      const order = shopify.orders(domain).get(shopify.events(domain).orderPlaced());
      if (!order) throw new Error('the order is missing');
      return { name: order.name, amount: Number(order.totalPrice), currency: order.currencyCode };
    },
    scopes: (domain) => ({
      granted: granted(domain),
      required: options.requiredScopes,
      optional: options.optionalScopes,
    }),
    grantScopes: (domain, scopes) => {
      shopify.install(domain, { scopes: [...new Set([...granted(domain), ...scopes])] });
    },
    revokeScopes: (domain, scopes) => {
      const left = granted(domain).filter((scope) => !scopes.includes(scope));
      shopify.install(domain, { scopes: left });
    },
  };
}
