import { z } from 'zod';
import { lifetimeValue } from '../formulas/lifetime-value';
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
            acquisitionCost: costs.acquisitionCost,
            retentionCostPerYear: costs.retentionCostPerYear,
            activeYears,
          })
        : null,
      valueBasis: marginRate === null ? ('revenue' as const) : ('profit' as const),
    };
  },
});
