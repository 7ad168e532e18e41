import type { IncomingMessage } from 'node:http';
import { storeHandle } from '../admin-shell/frame-url';
import type { LocalShopify } from '../local-shopify';
import type { CustomerRecord, ShopRecord } from '../store/records';
import type { Buyer } from './purchases';
import type { Language } from './words';

/** Somebody in a shop's storefront. */
export interface Visitor {
  shop: ShopRecord;
  /** `/storefront/tea-shop` */
  base: string;
  language: Language;
  /** as whom he would buy */
  buyer: Buyer;
  /** null: nobody is logged in */
  customer: CustomerRecord | null;
}

/** Cookies of the storefront's own; the app never sees them. */
export const COOKIES = {
  /** the shop whose pages were looked at last: the path of an app proxy does not name one */
  shop: 'storefront-shop',
  language: 'storefront-language',
  buyer: 'storefront-buyer',
} as const;

/**
 * Who asks, in which shop.
 * @param handle of the shop, from the address; the one looked at last where the address names none
 * @returns null where there is no such shop
 */
export function visitorOf(
  request: IncomingMessage,
  shopify: LocalShopify,
  handle = cookie(request, COOKIES.shop),
): Visitor | null {
  const domains = shopify.domains();
  const domain =
    handle === undefined ? domains[0] : domains.find((one) => storeHandle(one) === handle);
  if (domain === undefined) return null;
  const shop = shopify.shop(domain);
  const buyer = buyerOf(cookie(request, COOKIES.buyer));
  return {
    shop,
    base: `/storefront/${storeHandle(domain)}`,
    language: languageOf(cookie(request, COOKIES.language) ?? shop.primaryLocale),
    buyer,
    customer: typeof buyer === 'number' ? shopify.customers(domain).get(buyer) : null,
  };
}

/** A choice of the storefront's own form, or of its cookie. */
export function buyerOf(text: string | undefined): Buyer {
  if (text === 'guest') return text;
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 'new';
}

function languageOf(text: string): Language {
  return text.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}

function cookie(request: IncomingMessage, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}
