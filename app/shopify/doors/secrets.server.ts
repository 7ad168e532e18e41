import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '../../env.server';

/**
 * Secrets that Shopify may sign with: the app's, and during a rotation the previous one. The app itself
 * signs with the first.
 */
export function acceptedSecrets(): string[] {
  const { SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS } = env();
  return SHOPIFY_API_SECRET_PREVIOUS === undefined
    ? [SHOPIFY_API_SECRET]
    : [SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS];
}

/** The session token of a request, as `sessionTokenIn`. */
export function sessionTokenOf(request: Request): string | null {
  return sessionTokenIn(
    request.headers.get('authorization'),
    () => new URL(request.url).searchParams,
  );
}

/**
 * The unchecked session token in a request's header, or in a document's address.
 * @param authorization the header; null where it is missing
 * @param query of the address, read only without a header
 * @returns null without a token; '' for a header without a bearer token
 */
export function sessionTokenIn(
  authorization: string | null,
  query: () => URLSearchParams,
): string | null {
  if (authorization) return /^Bearer ([\w.-]+)$/.exec(authorization)?.[1] ?? '';
  return query().get('id_token');
}

/**
 * The secret that signed a session token (a JWT of HS256); null where none of ours did. Only the canonical
 * spelling of a signature counts: with several, one token could be used as many.
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
