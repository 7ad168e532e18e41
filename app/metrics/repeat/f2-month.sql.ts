import { z } from 'zod';
import { one, sql } from '../../store/db.server';
import { addDays, addMonths, monthStart } from '../calendar';
import { kinds } from '../kinds';
import { integer, ratio } from '../number';
import { orders } from '../orders/orders.sql';
import { dateLiteral } from '../scope';
import { slice } from '../step';
import { HEADLINE_DAYS } from './f2';

const LEAST_CUSTOMERS = 30;
const MONTHS_BEFORE = 12;
/** The two-sided 5 % bound of a normal distribution. */
const CHANGED = 1.96;

const group = z.object({ customers: kinds.customers, f2: kinds.rate });
const f2MonthSchema = group.extend({
  /** 2024-02 */
  month: z.string(),
  /** the newcomers of the twelve months before, together */
  before: group,
  /** of the same month a year earlier; null under 30 newcomers */
  yearBefore: kinds.rate.nullable(),
  /** the difference of both shares in standard errors; null where all or none came back */
  z: z.number().nullable(),
  /** z under -1.96, and not above the same month a year earlier */
  below: z.boolean(),
});

/** The latest month whose newcomers all have been observed for 90 days, beside the twelve before it. */
export const f2Month = slice({
  name: 'f2Month',
  on: 'second',
  needs: { orders },
  numbers: {
    /** null with fewer than 30 newcomers in either, or a history of under twelve months before it (README.md section 3) */
    f2Month: f2MonthSchema.nullable(),
  },
  run: async ({ tx, scope }, { orders: { firstOrderDay } }) => {
    const month = addMonths(monthStart(addDays(scope.asOf, -HEADLINE_DAYS)), -1);
    const from = addMonths(month, -MONTHS_BEFORE);
    const newcomersFrom = scope.settings.newcomersFrom ?? '';
    const begins = (firstOrderDay ?? '') > newcomersFrom ? firstOrderDay : newcomersFrom;
    if (firstOrderDay === null || begins === null || monthStart(begins) > from)
      return { f2Month: null };
    const inMonth = sql`first_day >= ${dateLiteral(month)}`;
    const inYearBefore = sql`first_day < ${dateLiteral(addMonths(from, 1))}`;
    const returned = sql`second_day - first_day <= ${HEADLINE_DAYS}::int`;
    const found = await one(
      tx,
      z.object({ customers: integers, returned: integers }),
      sql`
      select array[count(*) filter (where ${inMonth}), count(*) filter (where not ${inMonth}),
          count(*) filter (where ${inYearBefore})]::int[] as customers,
        array[count(*) filter (where ${inMonth} and ${returned}), count(*) filter (where not ${inMonth} and ${returned}),
          count(*) filter (where ${inYearBefore} and ${returned})]::int[] as returned
      from ${scope.newcomers}
      where first_day >= ${dateLiteral(from)} and first_day < ${dateLiteral(addMonths(month, 1))}`,
    );
    const [own, before, yearBefore] = found.customers.map((customers, at) => ({
      customers,
      f2: customers < LEAST_CUSTOMERS ? null : ratio(found.returned[at] ?? 0, customers),
    }));
    return { f2Month: compared(month.slice(0, 7), own, before, yearBefore?.f2 ?? null) };
  },
});

const integers = z.array(integer);

interface Share {
  customers: number;
  /** null under 30 customers */
  f2: number | null;
}

function compared(
  month: string,
  own: Share | undefined,
  before: Share | undefined,
  yearBefore: number | null,
): z.output<typeof f2MonthSchema> | null {
  if (own?.f2 == null || before?.f2 == null) return null;
  const returned = own.f2 * own.customers + before.f2 * before.customers;
  const all = returned / (own.customers + before.customers);
  const variance = all * (1 - all) * (1 / own.customers + 1 / before.customers);
  const z = variance > 0 ? (own.f2 - before.f2) / Math.sqrt(variance) : null;
  return {
    month,
    customers: own.customers,
    f2: own.f2,
    before: { customers: before.customers, f2: before.f2 },
    yearBefore,
    z,
    below: z !== null && z < -CHANGED && (yearBefore === null || own.f2 <= yearBefore),
  };
}
