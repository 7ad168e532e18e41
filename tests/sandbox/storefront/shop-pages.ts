import { markup, type Html } from '../http/markup';
import { ordersOf, productsOnShelf, regularCustomers } from './catalogue';
import { storefrontDocument } from './pages/document';
import { accountPage, buyerForm, shelf } from './pages/front';
import { themeEditor } from './pages/theme-editor';
import { formOf, lead, send } from './respond';
import type { Call, Pages } from './storefront';
import { appBlock, settingsOf } from './theme/block';
import { blockHead, renderedBlocks } from './theme/render-block';
import { themeAfter } from './theme/shop-theme';
import { buyerOf, COOKIES } from './visitor';
import { words } from './words';

/** The pages of the shop's theme, with the app's block on them, and the forms of the strip and the editor. */
export const shopPages: Pages = async (call) => {
  const { path, request } = call;
  if (request.method === 'POST' && path === '/choose') return choose(call);
  if (request.method === 'POST' && path === '/theme-editor') return changeTheme(call);
  if (request.method !== 'GET') return false;
  if (path === '' || path === '/') return front(call);
  return path === '/account' && account(call);
};

function front(call: Call): boolean {
  const { storefront, visitor } = call;
  const rows = storefront.shopify.rows(visitor.shop.domain);
  const main = shelf(visitor, productsOnShelf(rows), regularCustomers(rows));
  return themePage(call, 'index', words[visitor.language].products, main);
}

function account(call: Call): boolean {
  const { storefront, visitor } = call;
  const rows = storefront.shopify.rows(visitor.shop.domain);
  const own = visitor.customer === null ? [] : ordersOf(rows, visitor.customer.id);
  const main = markup`${accountPage(visitor, own)}${buyerForm(visitor, regularCustomers(rows))}`;
  return themePage(call, 'customers/account', words[visitor.language].account, main);
}

/** A page of the theme: its own part, the app's blocks, and the editor. */
function themePage(
  { storefront, response, visitor, url }: Call,
  template: string,
  title: string,
  own: Html,
): boolean {
  const { shopify, themes } = storefront;
  const { domain } = visitor.shop;
  const theme = themes.of(domain);
  const block = appBlock();
  const settings = settingsOf(block, visitor.language);
  const installed = shopify.isInstalled(domain);
  const placed = installed
    ? renderedBlocks(block, settings, theme, {
        visitor,
        template,
        path: url.pathname,
        metafields: shopify.appMetafields(domain),
      })
    : markup`<p>${words[visitor.language].notPlaced}</p>`;
  const main = markup`${own}${placed}${themeEditor(visitor, theme, settings)}`;
  const head = installed && theme.blocks > 0 ? blockHead(block) : markup``;
  const page = storefrontDocument(visitor, { title, main, head, theme: true });
  // A cookie for the shop, because the app proxy's path does not name it.
  response.setHeader(
    'set-cookie',
    `${COOKIES.shop}=${visitor.base.split('/').at(-1) ?? ''}; Path=/`,
  );
  send(response, 'text/html', page);
  return true;
}

async function choose({ request, response, visitor }: Call): Promise<boolean> {
  const form = await formOf(request);
  if (form === null) return false;
  const language = form.get('language');
  const buyer = form.get('buyer');
  lead(response, request.headers.referer ?? visitor.base, {
    ...(language === null ? {} : { [COOKIES.language]: language === 'ja' ? 'ja' : 'en' }),
    ...(buyer === null ? {} : { [COOKIES.buyer]: String(buyerOf(buyer)) }),
  });
  return true;
}

async function changeTheme({ storefront, request, response, visitor }: Call): Promise<boolean> {
  const form = await formOf(request);
  if (form === null) return false;
  const { domain } = visitor.shop;
  const { themes } = storefront;
  const settings = settingsOf(appBlock(), visitor.language);
  themes.set(domain, themeAfter(themes.of(domain), settings, form));
  lead(response, request.headers.referer ?? visitor.base);
  return true;
}
