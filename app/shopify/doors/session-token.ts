import { z } from 'zod';
import { secretOf } from './secrets.server';

/** Clocks of two machines differ by so much; as Shopify's own library has it. */
const LEEWAY_SECONDS = 10;
const SHOP = /^[a-z\d][a-z\d-]{0,100}\.myshopify\.com$/;
const CUSTOMER = /^gid:\/\/shopify\/Customer\/(\d{1,19})$/;
/** A member of the shop's staff, in a token of Shopify's admin. */
const STAFF = /^\d{1,19}$/;
/** The issuer of every token of Shopify's admin ends so. */
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
  /** checkout's is the bare domain, the others' an address */
  dest: z.string().transform((dest) => dest.replace(/^https:\/\//, '')),
  /** the customer, where one is logged in and the app may know */
  sub: z.string().optional(),
  jti: z.string().max(200).optional(),
});
const merchantsClaims = common.extend({ iss: z.string(), dest: z.string(), sub: z.string() });

/** The buyer behind a session token that was checked. Which order they speak of, no token says. */
export interface Buyer {
  /** `tea-shop.myshopify.com` */
  shop: string;
  /** numeric id */
  customer: string | null;
  /** the token's own, the same for its five minutes */
  tokenId: string;
}

/** The shop whose staff a session token of Shopify's admin stands for, and what it is signed with. */
export interface Staff {
  /** `tea-shop.myshopify.com` */
  shop: string;
  secret: string;
}

/**
 * Why a session token lets no merchant in. `unusable`: it is not signed by us, or its time is over; a
 * fresh one may be better. `foreign`: Shopify signed it for us, but not for a merchant.
 */
export type Refusal = 'unusable' | 'foreign';

/**
 * Checks a session token of a checkout or customer account extension: HS256 with one of our secrets,
 * for our app (the library does not ask), not over and not early, of a shop's domain. A token of
 * Shopify's admin is refused: it speaks for the staff, never for a buyer.
 * @param now seconds since 1970
 * @returns null for any other
 */
export function buyerOf(token: string, audience: string, now: number): Buyer | null {
  const signed = signedBody(token);
  const checked = buyersClaims.safeParse(signed?.body);
  if (signed === null || !checked.success) return null;
  const { iss = '', dest, aud, sub = '', jti } = checked.data;
  if (aud !== audience || !isInTime(checked.data, now) || !SHOP.test(dest)) return null;
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
 * The library asks for neither `iss` nor `sub`: to it a buyer's token would be a merchant's.
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
  const admins = dest === `https://${shop}` && iss === `${dest}${ADMIN}` && SHOP.test(shop);
  if (aud !== audience || !admins || !STAFF.test(sub)) return 'foreign';
  return isInTime(checked.data, now) ? { shop, secret: signed.secret } : 'unusable';
}

/** What a token says, where one of our secrets signed it. */
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
