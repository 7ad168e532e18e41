import { z } from 'zod';
import { daysBetween } from '../calendar';
import { kinds } from '../kinds';
import { lapseWindow } from '../stay/lapse.sql';
import { slice } from '../step';
import { customersIn, customerTotals } from './customer-totals.sql';
import { stateAfter, type State } from './silence';

export const status = slice({
  name: 'status',
  on: 'none',
  needs: { customerTotals, lapseWindow },
  numbers: {
    /** customers active, at risk (no purchase for more than half the window) and lapsed (README.md section 2) */
    status: z.object({
      active: kinds.customers,
      atRisk: kinds.customers,
      lapsed: kinds.customers,
    }),
  },
  run: ({ scope }, { customerTotals, lapseWindow }) => {
    const { days } = lapseWindow;
    const inState = (state: State) =>
      customersIn(
        customerTotals.filter(
          ({ lastDay }) => stateAfter(daysBetween(lastDay, scope.asOf), days) === state,
        ),
      );
    return {
      status: { active: inState('active'), atRisk: inState('atRisk'), lapsed: inState('lapsed') },
    };
  },
});
