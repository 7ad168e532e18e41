import { shopifyParameters, type NavItem } from '../protocol';
import type { Boot } from './boot';
import { byId, textElement } from './elements';

export interface Navigation {
  setItems(items: NavItem[]): void;
  setPath(path: string): void;
}

/**
 * The app's entries in the left menu, and the shell's own address.
 * @param go navigates the app to one of its paths
 */
export function navigation(boot: Boot, go: (path: string) => void): Navigation {
  let items: NavItem[] = [];
  let path = boot.homePath;
  const list = byId('app-nav', HTMLUListElement);
  const appLink = byId('app-link', HTMLAnchorElement);

  function follow(link: HTMLAnchorElement, target: string): void {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || boot.frameUrl === null) return;
      event.preventDefault();
      closeMenu();
      go(target);
    });
  }

  function draw(): void {
    const current = currentItem(items, path);
    mark(appLink, current === undefined || current.home);
    list.replaceChildren(
      ...items
        .filter((item) => !item.home)
        .map((item) => {
          const link = document.createElement('a');
          link.href = shellPath(boot, item.href);
          link.textContent = item.label;
          mark(link, item === current);
          follow(link, item.href);
          const entry = document.createElement('li');
          entry.append(link);
          return entry;
        }),
    );
  }

  appLink.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || boot.frameUrl === null) return;
    event.preventDefault();
    closeMenu();
    go(items.find((item) => item.home)?.href ?? boot.homePath);
  });
  const menu = byId('menu', HTMLButtonElement);
  menu.addEventListener('click', () => {
    menu.setAttribute(
      'aria-expanded',
      String(byId('shell', HTMLElement).toggleAttribute('data-menu')),
    );
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeMenu();
  });

  return {
    setItems(next) {
      items = next;
      draw();
    },
    setPath(next) {
      path = next;
      // The frame has added the entry to the browser's history; the shell only sets its address.
      history.replaceState(null, '', shellPath(boot, next));
      draw();
    },
  };
}

function closeMenu(): void {
  byId('shell', HTMLElement).removeAttribute('data-menu');
  byId('menu', HTMLButtonElement).setAttribute('aria-expanded', 'false');
}

/** The address in the shell for a path of the app. */
export function shellPath(boot: Boot, path: string): string {
  const url = new URL(path, boot.appOrigin);
  for (const name of shopifyParameters) url.searchParams.delete(name);
  const home = url.pathname.replace(/\/$/, '') === boot.homePath;
  return boot.appPath + (home ? '' : url.pathname) + url.search + url.hash;
}

/** The entry whose path contains this one; the longest of several. */
function currentItem(items: NavItem[], path: string): NavItem | undefined {
  const pathname = new URL(path, 'http://app.invalid').pathname;
  return items
    .filter((item) => {
      const own = new URL(item.href, 'http://app.invalid').pathname;
      return pathname === own || (!item.home && pathname.startsWith(`${own}/`));
    })
    .sort((a, b) => b.href.length - a.href.length)[0];
}

function mark(link: HTMLAnchorElement, current: boolean): void {
  if (current) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
}

/** Writes the page's title into the title bar. */
export function setPageTitle(boot: Boot, title: string): void {
  const shown = title === boot.appName ? '' : title;
  byId('page-title', HTMLElement).replaceChildren(shown === '' ? '' : textElement('span', shown));
  document.title = shown === '' ? boot.appName : `${shown} · ${boot.appName}`;
}
