import { z } from 'zod';
import { secretOf } from './secrets.server';

/** Seconds by which two machines' clocks may differ, as in Shopify's own library. */
const LEEWAY_SECONDS = 10;
/** A shop's own domain at Shopify. */
export const SHOP_DOMAIN = /^[a-z\d][a-z\d-]{0,100}\.myshopify\.com$/;
const CUSTOMER = /^gid:\/\/shopify\/Customer\/(\d{1,19})$/;
/** The `sub` of a member of the shop's staff, in a token of Shopify's admin. */
const STAFF = /^\d{1,19}$/;
/** The end of the issuer of every token of Shopify's admin. */
const ADMIN = '/admin';
const LONGEST = 4_000;

const header = z.object({ alg: z.literal('HS256') });
const common = z.object({
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
});
const buyersClaims = common.extend({
  iss: z.string().optional(),
  /** the bare domain in a checkout's token, an address in others */
  dest: z.string().transform((dest) => dest.replace(/^https:\/\//, '')),
  /** the customer, where one is logged in and the app may know it */
  sub: z.string().optional(),
  jti: z.string().max(200).optional(),
});
const merchantsClaims = common.extend({ iss: z.string(), dest: z.string(), sub: z.string() });

/** The buyer of a checked session token. The token does not say which order the buyer speaks of. */
export interface Buyer {
  /** `tea-shop.myshopify.com` */
  shop: string;
  /** numeric id */
  customer: string | null;
  /** the token's own id, constant for its five minutes */
  tokenId: string;
}

/** The shop whose staff a session token of Shopify's admin stands for, and the secret that signed it. */
export interface Staff {
  /** `tea-shop.myshopify.com` */
  shop: string;
  secret: string;
  /** number of the member of the staff */
  member: string;
}

/**
 * Why a session token is refused. `unusable`: not signed by our secrets, or expired or early; a fresh token
 * may do. `foreign`: signed for this app, but not for a merchant of it.
 */
export type Refusal = 'unusable' | 'foreign';

/**
 * Checks a session token of a checkout or customer account extension: HS256 with one of our secrets, for
 * our app (the library does not check), in its time, with a shop's domain. A token of Shopify's admin is
 * refused: it is for the staff, never for a buyer.
 * @param now seconds since 1970
 * @returns null for any other token
 */
export function buyerOf(token: string, audience: string, now: number): Buyer | null {
  const signed = signedBody(token);
  const checked = buyersClaims.safeParse(signed?.body);
  if (signed === null || !checked.success) return null;
  const { iss = '', dest, aud, sub = '', jti } = checked.data;
  if (aud !== audience || !isInTime(checked.data, now) || !SHOP_DOMAIN.test(dest)) return null;
  if (iss.endsWith(ADMIN) || STAFF.test(sub)) return null;
  return {
    shop: dest,
    customer: CUSTOMER.exec(sub)?.[1] ?? null,
    tokenId: jti ?? signed.signature,
  };
}

/**
 * Checks a session token of Shopify's admin: HS256 with one of our secrets, for our app, in its time,
 * `iss` = `https://{shop}/admin`, `dest` = `https://{shop}`, `sub` the number of a member of the staff.
 * The library checks neither `iss` nor `sub`: it would take a buyer's token for a merchant's.
 * (https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens)
 * @param now seconds since 1970
 */
export function staffOf(token: string, audience: string, now: number): Staff | Refusal {
  const signed = signedBody(token);
  if (signed === null) return 'unusable';
  const checked = merchantsClaims.safeParse(signed.body);
  if (!checked.success) return 'foreign';
  const { iss, dest, aud, sub } = checked.data;
  const shop = dest.replace(/^https:\/\//, '');
  const admins = dest === `https://${shop}` && iss === `${dest}${ADMIN}` && SHOP_DOMAIN.test(shop);
  if (aud !== audience || !admins || !STAFF.test(sub)) return 'foreign';
  return isInTime(checked.data, now) ? { shop, secret: signed.secret, member: sub } : 'unusable';
}

/** The body of a token that one of our secrets signed; null otherwise. */
function signedBody(token: string): { body: unknown; signature: string; secret: string } | null {
  if (token.length > LONGEST) return null;
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  if (signature === '' || more.length > 0) return null;
  if (!header.safeParse(parsed(head)).success) return null;
  const secret = secretOf(token);
  return secret === null ? null : { body: parsed(body), signature, secret };
}

function isInTime({ exp, nbf = 0 }: z.output<typeof common>, now: number): boolean {
  return now < exp + LEEWAY_SECONDS && now >= nbf - LEEWAY_SECONDS;
}

function parsed(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
