import { dayOf, dayText, monthNumber, monthOf, monthText, type Day } from './calendar';
import { must } from './must';
import type { Buyer } from './purchases';
import { sum, toNumber } from './ratio';

export type OracleGrain = 'month' | 'week' | 'quarter';

interface Sums {
  active: number[];
  repeated: number[];
  orders: number[];
  revenue: number[];
}

export interface GridCohort extends Sums {
  customers: number;
  withoutRenewals: Sums;
}

/** Only so many of the latest periods have a cohort. */
const MOST = 60;

/** The first day of a day's period. */
function startOf(grain: OracleGrain, day: Day): Day {
  // 1970-01-01 was a Thursday
  if (grain === 'week') return day - ((((day + 3) % 7) + 7) % 7);
  const month = monthNumber(monthOf(day));
  return dayOf(`${monthText(grain === 'month' ? month : month - (month % 3))}-01`);
}

/** The first days of the periods from a day's to the one of another. */
function startsFrom(grain: OracleGrain, from: Day, to: Day): Day[] {
  const starts: Day[] = [];
  for (let day = startOf(grain, from); day <= to; day += 1)
    if (startOf(grain, day) === day) starts.push(day);
  return starts;
}

function sumsOf(grain: OracleGrain, members: readonly Buyer[], periods: readonly Day[]): Sums {
  const sums: Sums = { active: [], repeated: [], orders: [], revenue: [] };
  for (const period of periods) {
    const within = (day: Day) => startOf(grain, day) === period;
    const orders = members.flatMap((buyer) => buyer.orders.filter(({ day }) => within(day)));
    sums.active.push(
      members.filter(({ orders: own }) => own.some(({ day }) => within(day))).length,
    );
    sums.repeated.push(
      members.filter(({ purchases: [, second] }) => second !== undefined && within(second.day))
        .length,
    );
    sums.orders.push(orders.length);
    sums.revenue.push(toNumber(sum(orders.map(({ revenue }) => revenue))));
  }
  return sums;
}

/**
 * Newcomers by the period of their first purchase, and what they bought in each period up to the one of D - 1.
 * @param plain the same customers without renewals
 */
export function cohortGridOf(
  newcomers: readonly Buyer[],
  plain: readonly Buyer[],
  grain: OracleGrain,
  asOf: Day,
): Record<string, GridCohort> {
  const grid: Record<string, GridCohort> = {};
  const starts = [...new Set(newcomers.map(({ firstDay }) => startOf(grain, firstDay)))].sort(
    (a, b) => a - b,
  );
  for (const start of starts) {
    const periods = startsFrom(grain, start, asOf - 1);
    if (periods.length > MOST) continue;
    const members = newcomers.filter(({ firstDay }) => startOf(grain, firstDay) === start);
    const ids = new Set(members.map(({ id }) => id));
    grid[dayText(must(periods[0]))] = {
      customers: members.length,
      ...sumsOf(grain, members, periods),
      withoutRenewals: sumsOf(
        grain,
        plain.filter(({ id }) => ids.has(id)),
        periods,
      ),
    };
  }
  return grid;
}
