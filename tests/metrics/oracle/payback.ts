import { perCustomerWithin } from './tenure';
import type { View } from './view';

export interface PaybackReport {
  paybackDays: number | null;
  paybackMonths: number | null;
  paybackRevenue: number | null;
  paybackUnknown: {
    reason: 'costUnknown' | 'marginUnknown' | 'fewObserved' | 'notReached';
    knownDays: number;
  } | null;
}

/** The first day within which a newcomer's margin is what it cost to acquire one: README.md section 2, "Payback". */
export function paybackOf(
  view: Pick<View, 'asOf' | 'newcomers'>,
  cost: number | null,
  margin: number | null,
): PaybackReport {
  const longest = view.newcomers.reduce((most, one) => Math.max(most, view.asOf - one.firstDay), 0);
  const within = perCustomerWithin({ asOf: view.asOf, buyers: view.newcomers }, longest);
  let knownDays = 0;
  let reached: { days: number; revenue: number } | null = null;
  for (let days = 1; days <= longest; days += 1) {
    const point = within(days);
    if (point === null) break;
    knownDays = days;
    // an equal sum differs in its last digits
    if (reached === null && cost !== null && margin !== null)
      if (point.revenue * margin - cost >= -1e-12 * cost)
        reached = { days, revenue: point.revenue };
  }
  if (reached !== null)
    return {
      paybackDays: reached.days,
      paybackMonths: Math.ceil(reached.days / 30),
      paybackRevenue: reached.revenue,
      paybackUnknown: null,
    };
  const reason =
    cost === null
      ? 'costUnknown'
      : margin === null
        ? 'marginUnknown'
        : knownDays === 0
          ? 'fewObserved'
          : 'notReached';
  return {
    ...{ paybackDays: null, paybackMonths: null, paybackRevenue: null },
    paybackUnknown: { reason, knownDays },
  };
}
