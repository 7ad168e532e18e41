import type { Random } from '../distributions';
import { lineFor } from './baskets';
import type { Day } from './calendar';
import type { Product } from './catalogue';
import type { BasketLine, Offer, SellingPlan } from './purchase';

const SELLING_PLANS: readonly SellingPlan[] = [
  { id: 4_100_000_001, name: '定期便 30日ごと', every: 30 },
  { id: 4_100_000_002, name: '定期便 60日ごと', every: 60 },
];

/** The contract's minimum number of deliveries. */
export const MINIMUM_DELIVERIES = 3;

const FIRST_HALF_PRICE: Offer = {
  name: '定期便 初回半額',
  kind: 'automatic',
  rate: 0.5,
  on: 'goods',
};
const LEAVE_AT_MINIMUM = 0.42;
const LEAVE_LATER = 0.09;

export interface Delivery {
  day: Day;
  basket: BasketLine[];
  offer: Offer | null;
}

/**
 * The deliveries of one contract from its first day to `end`. No subscriber leaves before the third; then
 * many leave at once (the cliff), and few at each later one.
 */
export function deliveriesFrom(first: Day, end: Day, tea: Product, random: Random): Delivery[] {
  const plan = random.weighted(SELLING_PLANS, ({ every }) => 30 / every ** 1.5);
  const line = lineFor(tea, random, { quantity: random.chance(0.25) ? 2 : 1, plan });
  const deliveries: Delivery[] = [];
  let day = first;
  for (let count = 1; day <= end; count += 1) {
    deliveries.push({ day, basket: [line], offer: count === 1 ? FIRST_HALF_PRICE : null });
    if (count === MINIMUM_DELIVERIES && random.chance(LEAVE_AT_MINIMUM)) break;
    if (count > MINIMUM_DELIVERIES && random.chance(LEAVE_LATER)) break;
    // A renewal is on the day, or a day late after a refused card.
    day += plan.every + (random.chance(0.06) ? 1 : 0);
  }
  return deliveries;
}
