import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '../../env.server';

/**
 * Secrets that Shopify may sign with: the app's, and while a new one takes its place the one before.
 * What goes out to Shopify is signed with the app's.
 */
export function acceptedSecrets(): string[] {
  const { SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS } = env();
  return SHOPIFY_API_SECRET_PREVIOUS === undefined
    ? [SHOPIFY_API_SECRET]
    : [SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS];
}

/** The session token that a request brings, as `sessionTokenIn`. */
export function sessionTokenOf(request: Request): string | null {
  return sessionTokenIn(
    request.headers.get('authorization'),
    () => new URL(request.url).searchParams,
  );
}

/**
 * The session token that a request brings, unchecked: in its header, or in a document's address.
 * @param authorization the header; null where it is not there
 * @param query of the address, which is read where there is no header
 * @returns null where there is none; '' for a header that brings no bearer token
 */
export function sessionTokenIn(
  authorization: string | null,
  query: () => URLSearchParams,
): string | null {
  if (authorization) return /^Bearer ([\w.-]+)$/.exec(authorization)?.[1] ?? '';
  return query().get('id_token');
}

/**
 * The secret that a session token (a JWT of HS256) is signed with; null where it is none of ours. A
 * signature has one spelling: several would make several tokens of one.
 */
export function secretOf(token: string): string | null {
  const signed = token.slice(0, token.lastIndexOf('.'));
  const given = Buffer.from(token.slice(signed.length + 1));
  const found = acceptedSecrets().find((secret) => {
    const right = Buffer.from(createHmac('sha256', secret).update(signed).digest('base64url'));
    return right.length === given.length && timingSafeEqual(right, given);
  });
  return found ?? null;
}
