import type { Buyer } from './purchases';
import type { Duration } from './survival';

/** Days from the first to the second purchase; a customer without one is censored on the last observed day. */
export function secondPurchases(buyers: readonly Buyer[], asOf: number): Duration[] {
  return buyers.map((buyer) => {
    const second = buyer.purchases[1];
    return second === undefined
      ? { days: asOf - 1 - buyer.firstDay, event: false }
      : { days: second.day - buyer.firstDay, event: true };
  });
}
