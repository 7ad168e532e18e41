import type { IncomingMessage } from 'node:http';
import { storeHandle } from '../admin-shell/frame-url';
import type { LocalShopify } from '../local-shopify';
import type { CustomerRecord, ShopRecord } from '../store/records';
import type { Buyer } from './purchases';
import type { Language } from './words';

/** A visitor of a shop's storefront. */
export interface Visitor {
  shop: ShopRecord;
  /** `/storefront/tea-shop` */
  base: string;
  language: Language;
  /** the buyer of the visitor's purchases */
  buyer: Buyer;
  /** the logged-in customer, or null */
  customer: CustomerRecord | null;
}

/** The storefront's own cookies, which the app never sees. */
export const COOKIES = {
  /** the last visited shop, because an app proxy's path does not name one */
  shop: 'storefront-shop',
  language: 'storefront-language',
  buyer: 'storefront-buyer',
} as const;

/**
 * The visitor of a request, and the shop.
 * @param handle the shop's handle from the address, or the last visited one
 * @returns null for an unknown shop
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

/** Parses the buyer in the storefront's own form or cookie. */
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
