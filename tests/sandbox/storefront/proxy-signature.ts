import { createHmac } from 'node:crypto';

export interface ProxyFacts {
  domain: string;
  /** `/apps/omega`: the start of the path in the storefront */
  pathPrefix: string;
  /** the logged-in customer, or null */
  customerId: number | null;
  apiSecret: string;
  /** seconds since 1970; now if not given */
  timestamp?: number;
}

/**
 * The query of a proxied request as Shopify signs it: the visitor's own parameters and Shopify's. A visitor's
 * parameters with Shopify's names are dropped.
 */
export function signedQuery(query: URLSearchParams, facts: ProxyFacts): URLSearchParams {
  const signed = new URLSearchParams(query);
  signed.delete('signature');
  signed.set('shop', facts.domain);
  signed.set('path_prefix', facts.pathPrefix);
  signed.set('timestamp', String(facts.timestamp ?? Math.floor(Date.now() / 1000)));
  signed.set('logged_in_customer_id', facts.customerId === null ? '' : String(facts.customerId));
  signed.set('signature', signatureOf(signed, facts.apiSecret));
  return signed;
}

/** The signature over the pairs `name=value` (repeated ones joined by commas), sorted by their bytes. */
function signatureOf(query: URLSearchParams, secret: string): string {
  const pairs = [...new Set(query.keys())].map((name) =>
    Buffer.from(`${name}=${query.getAll(name).join(',')}`),
  );
  const text = Buffer.concat(pairs.sort((a, b) => Buffer.compare(a, b)));
  return createHmac('sha256', secret).update(text).digest('hex');
}
