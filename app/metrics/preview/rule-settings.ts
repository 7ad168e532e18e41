import type { MetricSettings } from '../settings';

/** The settings that move customers between groups, or the figures that follow from these. */
export type RuleSettings = Pick<
  MetricSettings,
  | 'counting'
  | 'minimumDiscount'
  | 'lapseDays'
  | 'durationDays'
  | 'newcomersFrom'
  | 'healthAmount'
  | 'healthPurchases'
  | 'loyalPurchases'
  | 'minimumContractOrders'
  | 'evangelistReferrals'
  | 'evangelistProducts'
  | 'followerTags'
  | 'eventTags'
>;
