import { z } from 'zod';
import { raw, rows, sql, type Tx } from '../../store/db.server';
import { daysBetween, quarterIndex, quarterStart } from '../calendar';
import type { Duration } from '../curves/kaplan-meier';
import { integer } from '../number';
import { orders } from '../orders/orders.sql';
import { dateLiteral, type Scope } from '../scope';
import { step } from '../step';
import { WITH_RENEWALS, WITHOUT_RENEWALS, type RepeatColumns } from './columns';

/** Days from a newcomer's first purchase to the second, or until D - 1 without one. */
export interface SecondPurchase extends Duration {
  /** of the first purchase, as `quarterIndex` */
  quarter: number;
  /** 365, 180, 90 or 0: the customer has been observed for at least so many days */
  seen: number;
}

/** Any day works: width_bucket needs numbers. */
const EPOCH = '2000-01-01';

/** Newcomers' second purchases with and without renewals; one query for a shop without subscriptions. */
export const secondPurchases = step({
  name: 'secondPurchases',
  on: 'second',
  needs: { orders },
  run: async ({ tx, scope }, { orders: { firstOrderDay } }) => {
    const renewed = await read(tx, scope, WITH_RENEWALS, firstOrderDay);
    const plain = scope.has.subscriptions
      ? await read(tx, scope, WITHOUT_RENEWALS, firstOrderDay)
      : renewed;
    return { renewed, plain };
  },
});

async function read(
  tx: Tx,
  scope: Scope,
  columns: RepeatColumns,
  firstOrderDay: string | null,
): Promise<SecondPurchase[]> {
  const asOf = dateLiteral(scope.asOf);
  const second = raw(columns.secondDay);
  const firstQuarter = quarterIndex(firstOrderDay ?? scope.asOf);
  const starts = Array.from({ length: quarterIndex(scope.asOf) - firstQuarter + 1 }, (_, at) =>
    daysBetween(EPOCH, quarterStart(firstQuarter + at)),
  );
  return await rows(
    tx,
    z.object({
      days: integer,
      event: z.boolean(),
      seen: integer,
      quarter: integer.transform((place) => firstQuarter + place - 1),
      count: integer,
    }),
    sql`
    select coalesce(${second}, ${asOf} - 1) - first_day as days, ${second} is not null as event,
      case when ${asOf} - 1 - first_day >= 365 then 365 when ${asOf} - 1 - first_day >= 180 then 180
        when ${asOf} - 1 - first_day >= 90 then 90 else 0 end as seen,
      width_bucket(first_day - ${dateLiteral(EPOCH)}, ${starts}::int[]) as quarter, count(*)::int as count
    from ${scope.newcomers} group by 1, 2, 3, 4`,
  );
}
