import { z } from 'zod';
import { daysBetween } from '../calendar';
import { kinds } from '../kinds';
import { lapseWindows } from '../stay/lapse.sql';
import { slice } from '../step';
import { customersIn, customerTotals } from './customer-totals.sql';

export const status = slice({
  name: 'status',
  on: 'none',
  needs: { customerTotals, lapseWindows },
  numbers: {
    /** customers active, at risk (no purchase for more than half the window) and lapsed (README.md section 2) */
    status: z.object({
      active: kinds.customers,
      atRisk: kinds.customers,
      lapsed: kinds.customers,
    }),
  },
  run: ({ scope }, { customerTotals, lapseWindows }) => {
    const { days } = lapseWindows.now;
    const silentFor = (which: (silent: number) => boolean) =>
      customersIn(customerTotals.filter(({ lastDay }) => which(daysBetween(lastDay, scope.asOf))));
    return {
      status: {
        active: silentFor((silent) => 2 * silent <= days),
        atRisk: silentFor((silent) => 2 * silent > days && silent <= days),
        lapsed: silentFor((silent) => silent > days),
      },
    };
  },
});
