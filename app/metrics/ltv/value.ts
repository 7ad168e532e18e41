import { z } from 'zod';
import { kinds } from '../kinds';
import { slice } from '../step';
import { costs } from '../costs/costs.sql';
import { elements } from './elements';
import { orderCost } from '../costs/order-cost';
import { stay } from '../stay/stay';

const BASES = ['profit', 'revenue'] as const;

/** LTV (README.md section 2): the six elements combined. */
export const value = slice({
  name: 'value',
  on: 'none',
  needs: { elements, orderCost, costs, stay },
  part: 'ltv',
  numbers: {
    /** after margin and costs; null where R(T) is; on revenue where the margin is unknown */
    value: kinds.money.nullable(),
    valueBasis: z.enum(BASES),
  },
  run: (_, { elements, orderCost: { marginRate }, costs, stay: { activeYears } }) => {
    const { averageOrderValue, annualPurchaseFrequency } = elements;
    const known =
      averageOrderValue !== null && annualPurchaseFrequency !== null && activeYears !== null;
    return {
      value: known
        ? lifetimeValue({
            averageOrderValue,
            ordersPerYear: annualPurchaseFrequency,
            years: elements.purchaseDurationYears,
            marginRate,
            ...costs,
            activeYears,
          })
        : null,
      valueBasis: marginRate === null ? ('revenue' as const) : ('profit' as const),
    };
  },
});

/**
 * Average order value x margin rate x orders per year x years - acquisition cost - retention cost per
 * year x active years. The margin rate is after the cost of orders besides goods. Costs that are not entered count as 0; where the margin is unknown all revenue
 * counts. Check of the plain formula: 200,000 x 0.5 x 12 x 5 - 4,000,000 = 2,000,000.
 */
export function lifetimeValue(of: {
  averageOrderValue: number;
  ordersPerYear: number;
  years: number;
  marginRate: number | null;
  acquisitionCost: number | null;
  retentionCostPerYear: number | null;
  activeYears: number;
}): number {
  const revenue = of.averageOrderValue * of.ordersPerYear * of.years;
  const costs = (of.acquisitionCost ?? 0) + (of.retentionCostPerYear ?? 0) * of.activeYears;
  return revenue * (of.marginRate ?? 1) - costs;
}
