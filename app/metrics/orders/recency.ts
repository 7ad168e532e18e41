import { z } from 'zod';
import { daysBetween } from '../calendar';
import { kinds } from '../kinds';
import { lapseWindow } from '../stay/lapse.sql';
import { slice } from '../step';
import { customerTotals } from './customer-totals.sql';

/** A measured lapse window is 730 days at most. */
const LEAST_DAYS = 730;

/**
 * Customers by days since their last purchase: counts them again with the lapse window of a later day
 * (`compare/states.ts`), so that any two kept days compare.
 */
export const recency = slice({
  name: 'recency',
  on: 'none',
  needs: { customerTotals, lapseWindow },
  numbers: {
    /** null: in a snapshot of before the number (README.md section 2) */
    recency: z
      .object({
        /** the last day that `customers` covers; everyone else's purchase is longer ago */
        upTo: kinds.days,
        /** customers by days since the last purchase, from 0 on; without the zeros at the end */
        customers: z.array(kinds.customers),
      })
      .nullable(),
  },
  run: ({ scope }, { customerTotals, lapseWindow }) => {
    const upTo = Math.max(LEAST_DAYS, lapseWindow.days);
    const customers: number[] = [];
    for (const { lastDay, customers: some } of customerTotals) {
      const silent = daysBetween(lastDay, scope.asOf);
      if (silent > upTo) continue;
      while (customers.length <= silent) customers.push(0);
      customers[silent] = (customers[silent] ?? 0) + some;
    }
    return { recency: { upTo, customers } };
  },
});
