import type { Buyer, Purchase } from './purchases';
import type { OracleSettings } from './settings';

export const SEGMENTS = ['firstTime', 'second', 'trend', 'loyal'] as const;
export type Segment = (typeof SEGMENTS)[number];

export function isTrialOnly(purchase: Purchase, roles: OracleSettings['productRoles']): boolean {
  const goods = purchase.orders.flatMap((order) => order.goods);
  return goods.length > 0 && goods.every((line) => roles[line.productId ?? ''] === 'trial');
}

/** Every purchase holds trial products only. */
export function buysTrialsOnly(buyer: Buyer, roles: OracleSettings['productRoles']): boolean {
  return buyer.purchases.every((purchase) => isTrialOnly(purchase, roles));
}

/** Metrics.md section 4. */
export function segmentOf(buyer: Buyer, settings: OracleSettings): Segment {
  const n = buyer.purchases.length;
  if (n === 1 || buysTrialsOnly(buyer, settings.productRoles)) return 'firstTime';
  if (buyer.purchases.every((purchase) => purchase.discounted)) return 'trend';
  return n === 2 ? 'second' : 'loyal';
}
