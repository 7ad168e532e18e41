import { AccessDenied, BadQuery, ShopGone, UserErrors } from '../../shopify/protocol/errors';

/** Whether a retry of a failed job fails the same way: Shopify has refused, and only a person changes that. */
export function isTerminal(error: unknown): boolean {
  return [AccessDenied, UserErrors, BadQuery].some((kind) => error instanceof kind);
}

/**
 * Whether the queue does not retry the job. A shop that Shopify calls gone may be closed for a while, or
 * its token refused for a while: the hourly work retries it until the app is uninstalled.
 */
export function endsForGood(error: unknown): boolean {
  return isTerminal(error) || error instanceof ShopGone;
}
