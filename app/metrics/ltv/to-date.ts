import { kinds } from '../kinds';
import { ratio } from '../number';
import { orders } from '../orders/orders.sql';
import { customers } from '../orders/customer-totals.sql';
import { slice } from '../step';

/** Revenue and order value to date, newcomers included (README.md section 2). */
export const toDate = slice({
  name: 'toDate',
  on: 'none',
  needs: { orders, customers },
  part: 'ltv',
  numbers: {
    /** revenue per customer */
    toDate: kinds.money.nullable(),
    averageOrderValueToDate: kinds.money.nullable(),
  },
  run: (_, { orders: { orders, revenue }, customers: { customers } }) => ({
    toDate: ratio(revenue, customers),
    averageOrderValueToDate: ratio(revenue, orders.counted),
  }),
});
