import { z } from 'zod';
import { costs } from '../costs/costs.sql';
import { orderCost } from '../costs/order-cost';
import { PAYBACK_REASONS, paybackMonths, paybackOf } from '../formulas/payback';
import { kinds } from '../kinds';
import { slice } from '../step';
import { tenure } from './tenure.sql';

/** When the margin of a customer's revenue has paid for their acquisition (README.md section 2). */
export const payback = slice({
  name: 'payback',
  on: 'none',
  needs: { costs, orderCost, tenure },
  part: 'ltv',
  numbers: {
    /** the first tenure at which margin rate x R(t) reaches the acquisition cost */
    paybackDays: kinds.days.nullable(),
    /** the same in months of 30 days, begun ones included */
    paybackMonths: kinds.count.nullable(),
    /** R of these days */
    paybackRevenue: kinds.money.nullable(),
    /** why they are null, and the longest tenure t whose R(t) is known; 0: none */
    paybackUnknown: z.object({ reason: z.enum(PAYBACK_REASONS), knownDays: kinds.days }).nullable(),
  },
  run: (_, { costs, orderCost: { marginRate }, tenure: { all } }) => {
    const { days, reason } = paybackOf(
      { acquisitionCost: costs.acquisitionCost, marginRate },
      (within) => all.within(within)?.revenue ?? 0,
      all.horizon,
    );
    return {
      paybackDays: days,
      paybackMonths: days === null ? null : paybackMonths(days),
      paybackRevenue: days === null ? null : (all.within(days)?.revenue ?? null),
      paybackUnknown: reason && { reason, knownDays: all.horizon },
    };
  },
});
