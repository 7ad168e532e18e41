import { signLinkToken } from '../proof/tokens.server';

/**
 * The address of the question about one order, for the merchant's own mails: a page inside the shop's
 * theme, valid for sixty days. An order has one answer, however many links lead to it.
 * @param shop its domain, and the path of the app proxy (`surveySettings`)
 * @param orderId numeric
 * @param language of the question; by default the browser's
 */
export function surveyLink(
  shop: { domain: string; proxyPath: string },
  orderId: string,
  language?: 'ja' | 'en',
): string {
  const link = new URL(`https://${shop.domain}${shop.proxyPath}/survey`);
  link.searchParams.set('token', signLinkToken(shop.domain, orderId));
  if (language !== undefined) link.searchParams.set('language', language);
  return link.href;
}
