import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether one of the secrets signed the raw body: base64 of HMAC-SHA256
 * (https://shopify.dev/docs/apps/build/webhooks/verify-deliveries). For up to an hour after a rotation
 * Shopify signs with the old secret. Takes the same time for a wrong signature as for a right one.
 */
export function isSigned(body: Buffer, signature: string, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature, 'base64');
  return secrets
    .map((secret) => createHmac('sha256', secret).update(body).digest())
    .map((own) => own.length === given.length && timingSafeEqual(own, given))
    .includes(true);
}
