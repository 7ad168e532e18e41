import { storePath, type BridgeConfig } from './config';
import type { Channel } from './channel';

export interface AdminLinks {
  /** Opens an address of Shopify's admin in the shell; false for another address. */
  open(address: string, target: string): boolean;
}

/**
 * Addresses of Shopify's own pages (`shopify://admin/...`, `https://admin.shopify.com/store/...`,
 * `https://<shop>/admin/...`) open the shell's pages, from `open()` and from links.
 */
export function adminLinks(
  channel: Channel,
  config: BridgeConfig,
  shellOrigin: string,
): AdminLinks {
  const nativeOpen = window.open.bind(window);
  const store = storePath(config);

  function open(address: string, target: string): boolean {
    const path = adminPath(address, config.shop);
    if (path === undefined) return false;
    if (target === '' || target === '_blank') nativeOpen(`${shellOrigin}${store}${path}`, '_blank');
    else channel.tell('openAdmin', { path });
    return true;
  }

  window.open = (address, target, features) => {
    if (address !== undefined && open(String(address), target ?? '')) return null;
    return nativeOpen(address, target, features);
  };

  window.addEventListener('click', (event) => {
    const link = event
      .composedPath()
      .find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    if (link === undefined || event.defaultPrevented || event.button !== 0) return;
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    const target = elsewhere ? '_blank' : link.target === '' ? '_top' : link.target;
    if (open(link.getAttribute('href') ?? '', target)) event.preventDefault();
  });

  return { open };
}

/** The path after `/store/<handle>`, `/orders/1`; undefined for a page outside the admin. */
function adminPath(address: string, shop: string): string | undefined {
  const own = /^shopify:\/*admin(\/.*)?$/i.exec(address);
  if (own !== null) return own[1] ?? '/';
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const rest = url.search + url.hash;
  if (url.origin === 'https://admin.shopify.com')
    return url.pathname.replace(/^\/store\/[\w-]+/, '') + rest;
  if (shop !== '' && url.origin === `https://${shop}` && /^\/admin(\/|$)/.test(url.pathname))
    return url.pathname.replace(/^\/admin/, '') + rest;
  return undefined;
}
