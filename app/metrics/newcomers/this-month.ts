import { kinds } from '../kinds';
import { slice } from '../step';
import { firstDays } from './first-days.sql';

export const newCustomersThisMonth = slice({
  name: 'newCustomersThisMonth',
  on: 'none',
  needs: { firstDays },
  numbers: {
    /** customers whose first purchase lies in the month of D - 1 (README.md section 2) */
    newCustomersThisMonth: kinds.customers,
  },
  run: ({ scope }, { firstDays }) => ({
    newCustomersThisMonth: firstDays
      .filter(({ day }) => day >= scope.monthStart)
      .reduce((sum, { customers }) => sum + customers, 0),
  }),
});
