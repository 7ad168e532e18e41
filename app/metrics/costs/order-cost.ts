import { z } from 'zod';
import { afterOrders } from '../formulas/after-orders';
import { kinds } from '../kinds';
import { orders } from '../orders/orders.sql';
import { slice } from '../step';
import { margin } from './margin.sql';

/** What orders cost besides their goods, and the margin that is left for LTV (README.md section 2). */
export const orderCost = slice({
  name: 'orderCost',
  on: 'none',
  needs: { orders, margin },
  part: 'ltv',
  numbers: {
    /** null where it is not entered */
    orderCost: z
      .object({
        /** of an order, and as a share of its revenue, as entered */
        amount: kinds.money,
        share: kinds.rate,
        /** both as a share of revenue; null without revenue that an amount could be a share of */
        rate: kinds.rate.nullable(),
      })
      .nullable(),
    /** gross margin rate less that share, which LTV takes; null where either is */
    marginRate: kinds.rate.nullable(),
  },
  run: ({ scope }, { orders: { orders, revenue }, margin: { margin } }) =>
    afterOrders(scope.settings.orderCost, margin.rate, { orders: orders.counted, revenue }),
});
