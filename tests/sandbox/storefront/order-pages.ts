import type { OrderRecord } from '../store/records';
import { extensionTexts } from './extension';
import { TARGETS, type FrameBoot } from './frame-boot';
import { storefrontDocument } from './pages/document';
import { frameDocument, orderStatusPage, thankYouPage } from './pages/order';
import { formOf, lead, send } from './respond';
import type { Call, Pages } from './storefront';
import { COOKIES, type Visitor } from './visitor';
import { words } from './words';

/** Buying, the thank-you page, the order-status page, and the extension's frame on both. */
export const orderPages: Pages = async (call) => {
  if (call.path === '/buy' && call.request.method === 'POST') return buy(call);
  const [, id, page = ''] = /^\/orders\/(\d{1,15})(?:\/([\w-]+))?$/.exec(call.path) ?? [];
  if (id === undefined || call.request.method !== 'GET') return false;
  if (page === 'thank-you') return thankYou(call, Number(id));
  if (page === 'extension') return extension(call, Number(id));
  return page === '' && status(call, Number(id));
};

async function buy({ storefront, request, response, visitor }: Call): Promise<boolean> {
  const variant = Number((await formOf(request))?.get('variant'));
  const { domain } = visitor.shop;
  if (storefront.shopify.rows(domain).variant(variant) === null) return false;
  const { order } = storefront.purchases.buy(domain, variant, visitor.buyer);
  const handle = visitor.base.split('/').at(-1) ?? '';
  lead(response, `${visitor.base}/orders/${String(order.id)}/thank-you`, {
    [COOKIES.shop]: handle,
  });
  return true;
}

/** The thank-you page, also for an order that was not bought in this storefront. */
function thankYou({ storefront, response, visitor }: Call, id: number): boolean {
  const order = orderOf(storefront.shopify, visitor, id);
  const purchase = storefront.purchases.find(id) ?? (order && { order, isFirstOrder: false });
  if (!purchase) return false;
  const title = words[visitor.language].thanks;
  const main = thankYouPage(visitor, purchase);
  send(response, 'text/html', storefrontDocument(visitor, { title, main }));
  return true;
}

function status({ storefront, response, visitor }: Call, id: number): boolean {
  const say = words[visitor.language];
  const order = orderOf(storefront.shopify, visitor, id);
  if (!order && storefront.purchases.find(id) === null) return false;
  if (!order) {
    send(response, 'text/plain', say.notYet, 404);
    return true;
  }
  const title = say.order.replace('{order}', order.name);
  const main = orderStatusPage(visitor, order);
  send(response, 'text/html', storefrontDocument(visitor, { title, main }));
  return true;
}

function extension({ storefront, response, visitor, url }: Call, id: number): boolean {
  const target = TARGETS.find((one) => one === url.searchParams.get('target'));
  const purchase = storefront.purchases.find(id);
  const order = orderOf(storefront.shopify, visitor, id) ?? purchase?.order;
  if (target === undefined || !order) return false;
  const { language, shop } = visitor;
  const boot: FrameBoot = {
    target,
    title: words[language].survey,
    language,
    texts: Object.fromEntries(extensionTexts(language)),
    orderId: id,
    orderName: order.name,
    confirmation: order.confirmationNumber,
    isFirstOrder: purchase?.isFirstOrder ?? false,
    shop: { name: shop.name, domain: shop.domain },
  };
  send(response, 'text/html', frameDocument(boot, '/storefront-files/extension.js'));
  return true;
}

function orderOf(
  shopify: Call['storefront']['shopify'],
  { shop }: Visitor,
  id: number,
): OrderRecord | null {
  return shopify.orders(shop.domain).get(id);
}
