import { randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { jwtSignature, signedJwt } from './signed-jwt';

const Claims = z.object({
  iss: z.string(),
  dest: z.string(),
  aud: z.string(),
  sub: z.string(),
  exp: z.number(),
  nbf: z.number(),
});
export type IdTokenClaims = z.infer<typeof Claims>;

/** The same tolerance as in the app's library. */
const TOLERANCE_SECONDS = 10;

export interface IdTokenOptions {
  domain: string;
  userId: number;
  apiKey: string;
  apiSecret: string;
  /** negative for an expired token */
  expiresInSeconds: number;
}

/**
 * A session token as App Bridge issues it: HS256, signed with the app's secret. Its times are the machine's,
 * not the sandbox clock's: the app's library checks them against the machine.
 */
export function signIdToken(options: IdTokenOptions): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: `https://${options.domain}/admin`,
    dest: `https://${options.domain}`,
    aud: options.apiKey,
    sub: String(options.userId),
    exp: now + options.expiresInSeconds,
    nbf: now + Math.min(0, options.expiresInSeconds),
    iat: now + Math.min(0, options.expiresInSeconds),
    jti: randomUUID(),
    sid: randomUUID(),
  };
  return signedJwt(payload, options.apiSecret);
}

/** A session token's claims, or the reason to refuse it. */
export function verifyIdToken(
  token: string,
  expected: { domain: string; apiKey: string; apiSecret: string },
): { claims: IdTokenClaims } | { problem: string } {
  const [header = '', payload = '', signed = ''] = token.split('.');
  const right = Buffer.from(jwtSignature(`${header}.${payload}`, expected.apiSecret));
  const given = Buffer.from(signed);
  if (right.length !== given.length || !timingSafeEqual(right, given)) {
    return { problem: 'signature is invalid' };
  }
  const algorithm = z.object({ alg: z.literal('HS256') }).safeParse(decode(header));
  const claims = Claims.safeParse(decode(payload));
  if (!algorithm.success || !claims.success) return { problem: 'claims are malformed' };
  const { iss, aud, dest, sub, exp, nbf } = claims.data;
  const now = Date.now() / 1000;
  if (exp + TOLERANCE_SECONDS < now) return { problem: 'token is expired' };
  if (nbf - TOLERANCE_SECONDS > now) return { problem: 'token is not valid yet' };
  if (aud !== expected.apiKey) return { problem: 'audience is another app' };
  if (dest !== `https://${expected.domain}`) return { problem: 'destination is another shop' };
  if (iss !== `${dest}/admin`) return { problem: 'issuer is not the shop' };
  if (!/^\d+$/.test(sub)) return { problem: 'subject is no member of the staff' };
  return { claims: claims.data };
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
}
