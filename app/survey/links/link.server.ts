import { linkToken } from '../proof/tokens.server';

/**
 * The address of the question about one order, for the merchant's own mails: a page inside his theme,
 * for sixty days. However many links lead there, the order has one answer.
 * @param shop its domain, and where on it the app is reached (`surveySettings`)
 * @param orderId numeric
 * @param language in which it is asked; missing: the reader's own
 */
export function surveyLink(
  shop: { domain: string; proxyPath: string },
  orderId: string,
  language?: 'ja' | 'en',
): string {
  const link = new URL(`https://${shop.domain}${shop.proxyPath}/survey`);
  link.searchParams.set('token', linkToken(shop.domain, orderId));
  if (language !== undefined) link.searchParams.set('language', language);
  return link.href;
}
