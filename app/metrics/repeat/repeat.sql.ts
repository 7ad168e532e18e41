import { z } from 'zod';
import type { Tx } from '../../store/db.server';
import { addDays } from '../calendar';
import { kinds } from '../kinds';
import { ratio } from '../number';
import { orders } from '../orders/orders.sql';
import {
  customerTotals,
  readCustomerTotals,
  type CustomerTotal,
} from '../orders/customer-totals.sql';
import type { Scope } from '../scope';
import { slice } from '../step';
import { atLeast, WITH_RENEWALS, WITHOUT_RENEWALS, type RepeatColumns } from './columns';
import { daysToSecondNumbers, daysToSecondWithin, secondWindow } from './days-to-second';
import { f2Numbers, f2Of } from './f2';
import { firstProductNumbers, firstProducts } from './first-products.sql';
import { funnelNumbers, funnelOf } from './funnel';
import { readStepWorth, stepWorthNumbers } from './step-worth.sql';
import { secondPurchases, type SecondPurchase } from './second-purchases.sql';

/** README.md section 3 without the cohorts. */
const repeatSchema = z.object({
  /** F2 to date: customers with n >= 2 / customers */
  raw: kinds.rate.nullable(),
  ...f2Numbers,
  ...funnelNumbers,
  ...stepWorthNumbers,
  /** share of the last 365 days' buyers who have bought twice or more; null with less than 365 days of orders */
  repeatRate365: kinds.rate.nullable(),
  ...daysToSecondNumbers,
  ...firstProductNumbers,
});

/** Reads with and without subscription renewals; once for a shop without subscriptions. */
export const repeat = slice({
  name: 'repeat',
  on: 'second',
  needs: { orders, customerTotals, secondPurchases },
  numbers: { repeat: repeatSchema, repeatWithoutRenewals: repeatSchema },
  run: async ({ tx, scope }, { orders: { daysOfOrders }, customerTotals, secondPurchases }) => {
    const read = async (
      columns: RepeatColumns,
      all: readonly CustomerTotal[],
      seconds: readonly SecondPurchase[],
    ) => await repeatOf(tx, scope, columns, all, seconds, daysOfOrders);
    const renewed = await read(WITH_RENEWALS, customerTotals, secondPurchases.renewed);
    const plain = async () =>
      await read(
        WITHOUT_RENEWALS,
        await readCustomerTotals(tx, scope.summaries, WITHOUT_RENEWALS),
        secondPurchases.plain,
      );
    return {
      repeat: renewed,
      repeatWithoutRenewals: scope.has.subscriptions ? await plain() : renewed,
    };
  },
});

/** @param all of all customers, by the same columns */
async function repeatOf(
  tx: Tx,
  scope: Scope,
  columns: RepeatColumns,
  all: readonly CustomerTotal[],
  seconds: readonly SecondPurchase[],
  daysOfOrders: number,
): Promise<z.output<typeof repeatSchema>> {
  const ofNewcomers =
    scope.settings.newcomersFrom === null
      ? all
      : await readCustomerTotals(tx, scope.newcomers, columns);
  const yearBefore = addDays(scope.asOf, -365);
  const recent = all.filter(({ lastDay }) => lastDay >= yearBefore);
  const window = secondWindow(seconds);
  return {
    raw: ratio(atLeast(ofNewcomers, 2), atLeast(ofNewcomers, 1)),
    ...f2Of(seconds),
    ...funnelOf((purchases) => atLeast(ofNewcomers, purchases)),
    ...(await readStepWorth(tx, scope, columns)),
    repeatRate365: daysOfOrders < 365 ? null : ratio(atLeast(recent, 2), atLeast(recent, 1)),
    daysToSecond: window === null ? null : daysToSecondWithin(seconds, window),
    firstProducts: await firstProducts(tx, scope, columns.secondDay, window),
  };
}
