import { z } from 'zod';
import { secretOf } from './secrets.server';

/** Clocks of two machines differ by so much; as Shopify's own library has it. */
const LEEWAY_SECONDS = 10;
const SHOP = /^[a-z\d][a-z\d-]{0,100}\.myshopify\.com$/;
const CUSTOMER = /^gid:\/\/shopify\/Customer\/(\d{1,19})$/;
const LONGEST = 4_000;

const header = z.object({ alg: z.literal('HS256') });
const claims = z.object({
  /** checkout's is the bare domain, the others' an address */
  dest: z.string().transform((dest) => dest.replace(/^https:\/\//, '')),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  /** the customer, where one is logged in and the app may know */
  sub: z.string().optional(),
  jti: z.string().max(200).optional(),
});

/** The buyer behind a session token that was checked. Which order he speaks of, no token says. */
export interface Buyer {
  /** `tea-shop.myshopify.com` */
  shop: string;
  /** numeric id */
  customer: string | null;
  /** the token's own, the same for its five minutes */
  tokenId: string;
}

/**
 * Checks a session token of a checkout or customer account extension: HS256 with one of our secrets,
 * for our app (the library does not ask), not over and not early, of a shop's domain.
 * @param now seconds since 1970
 * @returns null for any other
 */
export function buyerOf(token: string, audience: string, now: number): Buyer | null {
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  if (token.length > LONGEST || signature === '' || more.length > 0) return null;
  if (!header.safeParse(parsed(head)).success || secretOf(token) === null) return null;
  const checked = claims.safeParse(parsed(body));
  if (!checked.success) return null;
  const { dest, aud, exp, nbf = 0, sub = '', jti } = checked.data;
  const inTime = now < exp + LEEWAY_SECONDS && now >= nbf - LEEWAY_SECONDS;
  if (aud !== audience || !inTime || !SHOP.test(dest)) return null;
  return { shop: dest, customer: CUSTOMER.exec(sub)?.[1] ?? null, tokenId: jti ?? signature };
}

function parsed(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
