import { z } from 'zod';
import { quarterName } from '../calendar';
import { interval } from '../curves/interval';
import { kaplanMeier } from '../curves/kaplan-meier';
import { kinds } from '../kinds';
import { tenure } from '../ltv/tenure.sql';
import { variances } from '../ltv/variance.sql';
import { f2Within, HEADLINE_DAYS } from '../repeat/f2';
import { secondPurchases } from '../repeat/second-purchases.sql';
import { slice } from '../step';
import { comparedGroups } from './compared';
import { GROUP_DAYS } from './group';

/** Recent newcomers (README.md section 2): each calendar quarter's numbers over its newcomers alone. */
export const newcomers = slice({
  name: 'newcomers',
  on: 'none',
  needs: { tenure, comparedGroups, variances, secondPurchases },
  numbers: {
    /** by quarter (2025-Q1), quarters with newcomers only: R(t), its interval at 90 days, and F2 within 90 days */
    newcomers: z.record(
      z.string(),
      z.object({
        customers: kinds.customers,
        revenue: z.object({
          '30': kinds.money.nullable(),
          '90': kinds.money.nullable(),
          '180': kinds.money.nullable(),
        }),
        interval90: z.tuple([kinds.money, kinds.money]).nullable(),
        f2: kinds.rate.nullable(),
      }),
    ),
  },
  run: (_, { tenure: { quarters }, comparedGroups: { each }, variances, secondPurchases }) => {
    const durations = Map.groupBy(secondPurchases.renewed, ({ quarter }) => quarter);
    const numbersOf = (
      { quarter, customers, cumulative }: (typeof quarters)[number],
      at: number,
    ) => {
      const group = each[at];
      const within = (days: number) => cumulative.within(days)?.revenue ?? null;
      const survival = kaplanMeier(durations.get(quarter) ?? []);
      return {
        customers,
        revenue: { '30': within(30), '90': within(90), '180': within(180) },
        interval90: interval(within(GROUP_DAYS), group && variances.groups.get(group)),
        f2: f2Within(survival, HEADLINE_DAYS),
      };
    };
    return {
      newcomers: Object.fromEntries(
        quarters.map((one, at) => [quarterName(one.quarter), numbersOf(one, at)]),
      ),
    };
  },
});
