import type { FramedApp, ShellShop } from './host';
import { storeHandle } from './frame-url';
import { words, type ShellLocale, type ShellWords } from './words';

/** The data for the shell's script in its page. */
export interface ShellBoot {
  shopDomain: string;
  /** `/store/tea-shop` */
  storePath: string;
  /** `/store/tea-shop/apps/omega` */
  appPath: string;
  appName: string;
  appOrigin: string;
  homePath: string;
  /** address of the app's frame; null on a page of Shopify's own */
  frameUrl: string | null;
  words: ShellWords;
}

export interface ShellPage {
  app: FramedApp;
  shop: ShellShop;
  locale: ShellLocale;
  phone: boolean;
  /** path of the shops' storefronts; null: none */
  storefront: string | null;
  /** address of the app's frame, or the path of the requested page of Shopify */
  shown: { frameUrl: string } | { adminPath: string };
}

/** The document of the admin shell. */
export function shellDocument(page: ShellPage): string {
  const say = words[page.locale];
  const storePath = `/store/${storeHandle(page.shop.domain)}`;
  const boot: ShellBoot = {
    shopDomain: page.shop.domain,
    storePath,
    appPath: `${storePath}/apps/${page.app.handle}`,
    appName: page.app.name,
    appOrigin: new URL(page.app.url).origin,
    homePath: page.app.homePath,
    frameUrl: 'frameUrl' in page.shown ? page.shown.frameUrl : null,
    words: say,
  };
  return `<!doctype html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.app.name)} · ${escape(page.shop.name)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/shell/shell.css">
</head>
<body>
<a class="skip" href="#app-area">${escape(say.mainContent)}</a>
${strip(page, say)}
<div class="shell" id="shell"${page.phone ? ' data-phone' : ''}>
<div class="grid">
${topBar(page, say)}
${navigation(page, boot, say)}
<main class="area" id="app-area">
<div class="title-bar" id="title-bar"><span class="app-mark" aria-hidden="true">${escape(page.app.name.slice(0, 1))}</span><span class="app-name">${escape(page.app.name)}</span><span class="page-title" id="page-title"></span><span class="title-actions" id="title-actions"></span></div>
${content(page, boot, say)}
</main>
<div class="toasts" id="toasts" role="status" aria-live="polite"></div>
</div>
</div>
<script type="application/json" id="boot">${JSON.stringify(boot).replaceAll('<', '\\u003c')}</script>
<script src="/shell/shell.js"></script>
</body>
</html>
`;
}

/** The strip above the imitation: a note that this is a stand-in, and switches that Shopify lacks. */
function strip(page: ShellPage, say: ShellWords): string {
  const languages = (['ja', 'en'] as const)
    .map(
      (locale) =>
        `<button type="button" data-locale="${locale}" lang="${locale}" aria-pressed="${String(locale === page.locale)}">${locale === 'ja' ? '日本語' : 'English'}</button>`,
    )
    .join('');
  return `<div class="strip" role="note"><span>${escape(say.standIn)}</span>
<span class="switches"><span id="happened" role="status"></span><button type="button" id="buy">${escape(say.buy)}</button>${storefrontLink(page, say)}<span role="group" aria-label="${escape(say.language)}">${languages}</span><button type="button" id="view" aria-pressed="${String(page.phone)}">${escape(page.phone ? say.desktop : say.phone)}</button></span></div>`;
}

function storefrontLink({ shop, storefront }: ShellPage, say: ShellWords): string {
  if (storefront === null) return '';
  const address = `${storefront}/${storeHandle(shop.domain)}`;
  return `<a href="${escape(address)}" target="_blank" rel="noopener">${escape(say.storefront)}</a>`;
}

function topBar(page: ShellPage, say: ShellWords): string {
  return `<header class="top-bar">
<button type="button" class="menu" id="menu" aria-label="${escape(say.menu)}" aria-expanded="false" aria-controls="nav"><svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14M3 10h14M3 15h14" stroke="currentColor" stroke-width="2"/></svg></button>
<span class="search" aria-hidden="true">${escape(say.search)}</span>
<span class="shop-name">${escape(page.shop.name)}</span>
<div class="save-bar" id="save-bar" role="region" aria-label="${escape(say.unsaved)}" hidden><span>${escape(say.unsaved)}</span><span><button type="button" id="save-bar-discard">${escape(say.discard)}</button><button type="button" class="primary" id="save-bar-save">${escape(say.save)}</button></span></div>
<div class="progress" id="progress" role="progressbar" aria-label="${escape(say.loading)}" hidden></div>
</header>`;
}

function navigation(page: ShellPage, boot: ShellBoot, say: ShellWords): string {
  const greyed = [say.home, say.orders, say.products, say.customers, say.analytics]
    .map(
      (name) =>
        `<li><span class="greyed" title="${escape(say.notHere)}">${escape(name)}</span></li>`,
    )
    .join('');
  return `<nav class="nav" id="nav" aria-label="${escape(say.menu)}"><ul>${greyed}</ul>
<h2>${escape(say.apps)}</h2>
<ul><li><a id="app-link" href="${escape(boot.appPath)}">${escape(page.app.name)}</a><ul id="app-nav"></ul></li></ul></nav>`;
}

function content(page: ShellPage, boot: ShellBoot, say: ShellWords): string {
  if ('frameUrl' in page.shown)
    return `<div class="frame" id="frame"><p class="refused" id="refused" role="alert" hidden>${escape(say.refused)}</p></div>`;
  return `<div class="admin-page"><h1>${escape(say.adminPageTitle)}</h1><p>${escape(say.adminPageText)}</p><p><code>${escape(page.shown.adminPath)}</code></p><p><a href="${escape(boot.appPath)}">${escape(say.back)}</a></p></div>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
