/**
 * One class per reaction, not per cause. Messages carry ids and codes, never bodies.
 */
export abstract class ShopifyFailure extends Error {
  /** whether the same call can succeed later without a person's help */
  abstract readonly retryable: boolean;
}

/** The shop cannot be used: uninstalled, closed, or its token can be neither used nor renewed. */
export class ShopGone extends ShopifyFailure {
  override name = 'ShopGone';
  readonly retryable = false;
}

/**
 * The shop has no token here, or Shopify refuses to renew it. Unlike a refusal by the Admin API this means
 * that the app is no longer installed, or not yet installed again.
 */
export class NoToken extends ShopGone {}

/** Shopify asks for a pause that is longer than a call may wait. */
export class Throttled extends ShopifyFailure {
  override name = 'Throttled';
  readonly retryable = true;
  constructor(
    message: string,
    /** milliseconds after which there is room again */
    readonly waitMs: number,
    /** the app waits for the shop's bucket and has not sent the call: nothing failed */
    readonly notAsked = false,
  ) {
    super(message);
  }
}

/** Shopify or the way to it is down: no response, a server error, or an unreadable response. */
export class Unavailable extends ShopifyFailure {
  override name = 'Unavailable';
  readonly retryable = true;
}

/**
 * No access token can be had now, for a reason that is not the shop's: the token address is down, or
 * refuses the app or most shops. Work that needs a token waits and has not failed.
 */
export class TokenOutage extends Unavailable {
  override name = 'TokenOutage';
  constructor(
    message: string,
    /** milliseconds until the next try is worth while */
    readonly waitMs: number,
  ) {
    super(message);
  }
}

export interface UserError {
  message: string;
  code: string | null;
  field: readonly string[] | null;
}

/** Shopify understood the call and refuses its input. */
export class UserErrors extends ShopifyFailure {
  override name = 'UserErrors';
  readonly retryable = false;
  constructor(readonly errors: readonly UserError[]) {
    super(errors.map(({ code, message }) => (code ? `${code}: ${message}` : message)).join('; '));
  }
}

/** The app may not read a field of the response. */
export class AccessDenied extends ShopifyFailure {
  override name = 'AccessDenied';
  readonly retryable = false;
  constructor(
    /** path in the response, for example `customers` or `nodes.0.displayName` */
    readonly field: string,
    /** the missing scope or approval, in Shopify's words; null where Shopify does not name it */
    readonly required: string | null,
  ) {
    super(`Shopify refuses ${field}${required ? `: it needs ${required}` : ''}.`);
  }
}

/** Shopify refused the document, or the response does not match its schema: a fault of the app. */
export class BadQuery extends ShopifyFailure {
  override name = 'BadQuery';
  readonly retryable = false;
}

/** A bulk result that is no longer readable: expired or withdrawn. Run the operation again. */
export class ResultGone extends ShopifyFailure {
  override name = 'ResultGone';
  readonly retryable = false;
}

/** Milliseconds to wait for work that waits and has not failed; null where it has failed. */
export function waitMsOf(error: unknown): number | null {
  if (error instanceof TokenOutage || (error instanceof Throttled && error.notAsked))
    return error.waitMs;
  return null;
}

/** Whether the same call can succeed later by itself; false for errors that are not Shopify's. */
export function isRetryable(error: unknown): boolean {
  return error instanceof ShopifyFailure && error.retryable;
}
