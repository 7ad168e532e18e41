import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether one of the secrets signed the query that Shopify's app proxy extended: every parameter but the
 * signature as `key=value`, values of one key joined by commas, sorted by bytes and concatenated, as hex
 * of HMAC-SHA256
 * (https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies). Shopify's
 * own library sorts the keys by locale, and so refuses `a` beside `a1` (shopify-app-js#2374).
 */
export function isProxySigned(query: URLSearchParams, secrets: readonly string[]): boolean {
  const given = Buffer.from(query.get('signature') ?? '', 'hex');
  const keys = [...new Set(query.keys())].filter((key) => key !== 'signature');
  const signed = keys
    .map((key) => Buffer.from(`${key}=${query.getAll(key).join(',')}`))
    .sort((one, other) => Buffer.compare(one, other));
  return secrets
    .map((secret) => createHmac('sha256', secret).update(Buffer.concat(signed)).digest())
    .map((own) => own.length === given.length && timingSafeEqual(own, given))
    .includes(true);
}
