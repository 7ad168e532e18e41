import type { Buyer } from './purchases';
import { sum, toNumber } from './ratio';

export interface StepWorth {
  revenueByPurchases: (number | null)[];
  stepWorth: (number | null)[];
}

/** Mean revenue of customers with exactly so many purchases, of 30 or more; and each mean less the one before. */
export function stepWorthOf(buyers: readonly Buyer[]): StepWorth {
  const revenueByPurchases: (number | null)[] = [];
  for (let times = 1; times <= 10; times += 1) {
    const own = buyers.filter(({ purchases }) => purchases.length === times);
    const revenue = toNumber(sum(own.map((buyer) => buyer.revenue)));
    revenueByPurchases.push(own.length < 30 ? null : revenue / own.length);
  }
  const stepWorth: (number | null)[] = [];
  for (let step = 1; step <= 9; step += 1) {
    const [own, more] = [revenueByPurchases[step - 1], revenueByPurchases[step]];
    stepWorth.push(own == null || more == null ? null : more - own);
  }
  return { revenueByPurchases, stepWorth };
}
