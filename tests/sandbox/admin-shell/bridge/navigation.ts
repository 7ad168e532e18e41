import { ownPath, type NavItem } from '../protocol';
import type { Channel } from './channel';
import type { IdTokens } from './id-token';
import type { BridgeConfig } from './config';
import { whenPageChanges } from './observe';

const navLinks = 'ui-nav-menu a, s-app-nav a, s-app-nav s-link';

/**
 * Mirrors the app's menu and address into the shell, and turns a click in the shell's menu into
 * `shopify:navigate`.
 */
export function mirrorNavigation(channel: Channel, config: BridgeConfig, tokens: IdTokens): void {
  mirrorMenu(channel);
  mirrorAddress(channel);
  const listens = countNavigateListeners();
  channel.on('navigate', ({ path }) => {
    if (listens()) dispatchNavigate(path);
    else void loadPage(path, config, tokens);
  });
}

function mirrorMenu(channel: Channel): void {
  let sent = '';
  whenPageChanges(() => {
    const items = menuItems();
    const text = JSON.stringify(items);
    // A loading page has no menu yet; the shell keeps the last one until then.
    if (text === sent || (items.length === 0 && document.readyState === 'loading')) return;
    sent = text;
    channel.tell('navMenu', { items });
  });
}

function menuItems(): NavItem[] {
  return [...document.querySelectorAll(navLinks)].map((link) => ({
    label: link.textContent.trim(),
    href: link.getAttribute('href') ?? '',
    home: link.getAttribute('rel') === 'home',
  }));
}

function mirrorAddress(channel: Channel): void {
  const report = (): void => {
    channel.tell('location', { path: ownPath(new URL(location.href)) });
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const native = history[name].bind(history);
    history[name] = (...state) => {
      native(...state);
      report();
    };
  }
  window.addEventListener('popstate', report);
  window.addEventListener('hashchange', report);
  // Back and forward can restore a whole page from the browser's cache.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) report();
  });
}

/** The event starts at a link, because the app reads the address from `event.target`. */
function dispatchNavigate(path: string): void {
  const known = [...document.querySelectorAll(navLinks)].find(
    (link) => link.getAttribute('href') === path,
  );
  const link = known ?? document.createElement('a');
  if (known === undefined) {
    link.setAttribute('href', path);
    link.setAttribute('hidden', '');
    document.body.append(link);
  }
  link.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true, composed: true }));
  if (known === undefined) link.remove();
}

/** Loads the next page as Shopify does, for an app without client-side routing. */
async function loadPage(path: string, config: BridgeConfig, tokens: IdTokens): Promise<void> {
  const url = new URL(path, location.origin);
  url.searchParams.set('embedded', '1');
  url.searchParams.set('shop', config.shop);
  url.searchParams.set('host', config.host);
  url.searchParams.set('locale', config.locale);
  url.searchParams.set('id_token', await tokens.current());
  location.assign(url);
}

function countNavigateListeners(): () => boolean {
  const listeners = new Set<unknown>();
  for (const target of [window, document]) {
    const add = target.addEventListener.bind(target);
    const remove = target.removeEventListener.bind(target);
    target.addEventListener = (type: string, ...rest: [EventListener]) => {
      if (type === 'shopify:navigate') listeners.add(rest[0]);
      add(type, ...rest);
    };
    target.removeEventListener = (type: string, ...rest: [EventListener]) => {
      if (type === 'shopify:navigate') listeners.delete(rest[0]);
      remove(type, ...rest);
    };
  }
  return () => listeners.size > 0;
}
