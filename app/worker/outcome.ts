import { AccessDenied, BadQuery, ShopGone, UserErrors } from '../shopify/errors';

/**
 * Whether a job that failed would fail the same way again: Shopify has said no, and only a person
 * can change its mind. Everything else is tried again.
 */
export function isTerminal(error: unknown): boolean {
  return [ShopGone, AccessDenied, UserErrors, BadQuery].some((kind) => error instanceof kind);
}
