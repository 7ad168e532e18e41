/**
 * One class per reaction, not per cause. `retryable` says whether the same call can succeed later
 * without anybody doing anything. Messages carry ids and codes, never bodies.
 */
abstract class ShopifyFailure extends Error {
  /** whether the same call can succeed later by itself */
  abstract readonly retryable: boolean;
}

/** The shop is gone for us: uninstalled, closed, or its token can neither be used nor renewed. */
export class ShopGone extends ShopifyFailure {
  override name = 'ShopGone';
  readonly retryable = false;
}

/**
 * The shop has no token: it has none here, or Shopify refuses to renew it. Other than an answer of the
 * Admin API it says that the app is not installed there any more, or not yet again.
 */
export class NoToken extends ShopGone {}

/** Shopify asks us to slow down, longer than a call may wait. */
export class Throttled extends ShopifyFailure {
  override name = 'Throttled';
  readonly retryable = true;
  constructor(
    message: string,
    /** milliseconds after which there is room again */
    readonly waitMs: number,
    /** the app keeps to the shop's bucket by itself and has not asked: nothing has failed */
    readonly notAsked = false,
  ) {
    super(message);
  }
}

/** Shopify or the way to it is down: no answer, a server's error, an answer that is none. */
export class Unavailable extends ShopifyFailure {
  override name = 'Unavailable';
  readonly retryable = true;
}

/**
 * No access token can be had now, for a reason that is not the shop's: the token address is down, or
 * refuses the app or most shops. Work that needs a token waits; it has not failed.
 */
export class TokenOutage extends Unavailable {
  override name = 'TokenOutage';
  constructor(
    message: string,
    /** milliseconds after which it is worth asking again */
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

/** Shopify understood the call and says what is wrong with what was asked. */
export class UserErrors extends ShopifyFailure {
  override name = 'UserErrors';
  readonly retryable = false;
  constructor(readonly errors: readonly UserError[]) {
    super(errors.map(({ code, message }) => (code ? `${code}: ${message}` : message)).join('; '));
  }
}

/** A field of the answer that the app may not read. */
export class AccessDenied extends ShopifyFailure {
  override name = 'AccessDenied';
  readonly retryable = false;
  constructor(
    /** where in the answer, for example `customers` or `nodes.0.displayName` */
    readonly field: string,
    /** the scope or approval that is missing, in Shopify's words; null when it does not say */
    readonly required: string | null,
  ) {
    super(`Shopify refuses ${field}${required ? `: it needs ${required}` : ''}.`);
  }
}

/** The document itself was refused, or its answer is not what the app was written for: our fault. */
export class BadQuery extends ShopifyFailure {
  override name = 'BadQuery';
  readonly retryable = false;
}

/** A bulk result that cannot be read any more: expired or withdrawn. The operation has to run again. */
export class ResultGone extends ShopifyFailure {
  override name = 'ResultGone';
  readonly retryable = false;
}

/** Milliseconds after which work goes on that has not failed but has to wait; null: it has failed. */
export function waitOf(error: unknown): number | null {
  if (error instanceof TokenOutage || (error instanceof Throttled && error.notAsked))
    return error.waitMs;
  return null;
}

/** Whether the same call can succeed later by itself; what is not Shopify's answer is not its doing. */
export function isRetryable(error: unknown): boolean {
  return error instanceof ShopifyFailure && error.retryable;
}
