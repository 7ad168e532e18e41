import { randomUUID } from 'node:crypto';
import { signedJwt } from '../oauth/signed-jwt';

export interface CheckoutTokenOptions {
  domain: string;
  apiKey: string;
  apiSecret: string;
  /** the logged-in buyer */
  customerId?: number | null;
  /** five minutes if not given; negative for an expired token */
  expiresInSeconds?: number;
  /** milliseconds since 1970; the machine's time if not given */
  now?: number;
}

/**
 * The session token of an extension on the thank-you and order-status pages. It names the shop by its
 * bare domain and never an order. Its times are the machine's, against which the app checks them.
 */
export function signCheckoutToken(options: CheckoutTokenOptions): string {
  const { domain, apiKey, apiSecret, customerId = null, expiresInSeconds = 300 } = options;
  const now = Math.floor((options.now ?? Date.now()) / 1000);
  const since = now + Math.min(0, expiresInSeconds);
  return signedJwt(
    {
      dest: domain,
      aud: apiKey,
      ...(customerId === null ? {} : { sub: `gid://shopify/Customer/${String(customerId)}` }),
      exp: now + expiresInSeconds,
      nbf: since,
      iat: since,
      jti: randomUUID(),
    },
    apiSecret,
  );
}
