import { z } from 'zod';
import { kinds } from '../kinds';
import { ratio } from '../number';
import type { MetricSettings } from '../settings';
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

/**
 * @param entered the setting
 * @param gross the gross margin rate
 * @param of the counted orders, and their revenue
 */
export function afterOrders(
  entered: MetricSettings['orderCost'],
  gross: number | null,
  of: { orders: number; revenue: number },
) {
  if (entered === null) return { orderCost: null, marginRate: gross };
  const { amount, share } = entered;
  const perRevenue = amount === 0 ? 0 : ratio(amount * of.orders, of.revenue);
  const rate = perRevenue === null ? null : share + perRevenue;
  return {
    orderCost: { amount, share, rate },
    marginRate: gross === null || rate === null ? null : gross - rate,
  };
}
