import { createHash } from 'node:crypto';
import type { ShopId } from '../../store/db.server';
import type { Scope } from '../scope';
import type { MetricSettings } from '../settings';

/** Everything that shapes a shop's book of purchases, besides the orders. */
export interface BookRules {
  shop: ShopId;
  currency: string;
  timezone: string;
  settings: MetricSettings;
  /** product ids with the role trial, and with back-end or cross-sell */
  trialProducts: readonly string[];
  upsellProducts: readonly string[];
  /** whether any order has a selling plan */
  hasSubscriptions: boolean;
  /** whether the merchant has entered a unit cost: the book then has what was sold of each variant */
  hasOwnCosts: boolean;
}

/** Raise it when the meaning of a book column changes: every book is then rebuilt. */
const BOOK_VERSION = 8;

/** Two books with the same fingerprint were built by the same rules. */
export function fingerprint(rules: BookRules): string {
  const { currency, timezone, settings, trialProducts, upsellProducts } = rules;
  const { hasSubscriptions, hasOwnCosts } = rules;
  const { counting, revenueBasis, minimumDiscount } = settings;
  const shaping = [
    BOOK_VERSION,
    currency,
    timezone,
    counting,
    revenueBasis,
    minimumDiscount,
    hasSubscriptions,
    hasOwnCosts,
    [...trialProducts].sort(),
    [...upsellProducts].sort(),
  ];
  return createHash('sha256').update(JSON.stringify(shaping)).digest('hex');
}

/** The features of a shop's purchases. */
export function whatItHas(rules: BookRules): Scope['has'] {
  return {
    subscriptions: rules.hasSubscriptions,
    trials: rules.trialProducts.length > 0,
    upsells: rules.upsellProducts.length > 0,
    ownCosts: rules.hasOwnCosts,
  };
}

/** Raise it when the meaning of a column of `people` changes: every row is then rewritten. */
export const PEOPLE_VERSION = 2;

/**
 * Rows of `people` with the same fingerprint were written by the same rules: the book's, and those of stages and margins.
 * @param ownCosts a hash of the unit costs that the merchant has entered
 */
export function peopleFingerprint(rules: BookRules, ownCosts: string | null): string {
  const { loyalPurchases, minimumContractOrders, evangelistReferrals, evangelistProducts } =
    rules.settings;
  const { followerTags, eventTags, defaultMargin } = rules.settings;
  const shaping = [
    PEOPLE_VERSION,
    fingerprint(rules),
    loyalPurchases,
    minimumContractOrders,
    evangelistReferrals,
    evangelistProducts,
    [...followerTags].sort(),
    [...eventTags].sort(),
    defaultMargin,
    ownCosts,
  ];
  return createHash('sha256').update(JSON.stringify(shaping)).digest('hex');
}
