import { AccessDenied, BadQuery, ShopGone, UserErrors } from '../../shopify/protocol/errors';

/**
 * Whether a job that failed would fail the same way again: Shopify has said no, and only a person
 * can change its mind.
 */
export function isTerminal(error: unknown): boolean {
  return [AccessDenied, UserErrors, BadQuery].some((kind) => error instanceof kind);
}

/**
 * Whether the queue does not try the job again by itself. A shop that Shopify says is gone may have
 * been closed for a while, or its token refused for a while: it is tried again within the hour for as
 * long as nothing has told that it uninstalled the app.
 */
export function endsIt(error: unknown): boolean {
  return isTerminal(error) || error instanceof ShopGone;
}
