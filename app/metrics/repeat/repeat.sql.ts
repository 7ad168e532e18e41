import { z } from 'zod';
import { raw, rows, sql, type Tx } from '../../store/db.server';
import { addDays, daysBetween, quarterIndex, quarterStart } from '../calendar';
import { kaplanMeier, type Duration } from '../curves/kaplan-meier';
import { percentile } from '../curves/percentile';
import { integer, ratio } from '../number';
import { customersIn, type Standing } from '../orders/standing.sql';
import { dateLiteral, type Scope } from '../scope';
import { F2_DAYS, type Snapshot } from '../snapshot';
import { f2Within } from './f2';
import { firstProducts } from './first-products.sql';

/** Which columns of a summary count: with subscription renewals, or without. */
export interface RepeatColumns {
  purchases: 'purchases' | 'plain_purchases';
  secondDay: 'second_day' | 'plain_second_day';
  lastDay: 'last_day' | 'plain_last_day';
}

export const WITH_RENEWALS: RepeatColumns = {
  purchases: 'purchases',
  secondDay: 'second_day',
  lastDay: 'last_day',
};
export const WITHOUT_RENEWALS: RepeatColumns = {
  purchases: 'plain_purchases',
  secondDay: 'plain_second_day',
  lastDay: 'plain_last_day',
};

/** any day will do: width_bucket wants numbers */
const EPOCH = '2000-01-01';
const SECOND_WITHIN = [365, 180, 90];
const LEAST_OBSERVED_LONG = 100;
const HISTOGRAM_STEP = 10;

/** Days to the second purchase of the newcomers of a quarter (as `quarterIndex`). */
export type SecondPurchase = Duration & { quarter: number };

/**
 * Metrics.md section 3 as of D, but the cohorts, with the durations they are made of.
 * @param standing of all customers, by the same columns
 * @param standingOfNewcomers the same of newcomers alone
 */
export async function repeat(
  tx: Tx,
  scope: Scope,
  columns: RepeatColumns,
  standing: readonly Standing[],
  standingOfNewcomers: readonly Standing[],
  { firstOrderDay, daysOfOrders }: { firstOrderDay: string | null; daysOfOrders: number },
): Promise<{ repeat: Snapshot['repeat']; secondPurchases: SecondPurchase[] }> {
  const asOf = dateLiteral(scope.asOf);
  const second = raw(columns.secondDay);
  const firstQuarter = quarterIndex(firstOrderDay ?? scope.asOf);
  const starts = Array.from({ length: quarterIndex(scope.asOf) - firstQuarter + 1 }, (_, at) =>
    daysBetween(EPOCH, quarterStart(firstQuarter + at)),
  );
  const durations = await rows(
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
  const yearBefore = addDays(scope.asOf, -365);
  const recent = standing.filter(({ lastDay }) => lastDay >= yearBefore);
  const funnel = Array.from({ length: 10 }, (_, at) => atLeast(standingOfNewcomers, at + 1));
  const [customers = 0, repeaters = 0] = funnel;
  const window = secondWindow(durations);
  const numbers = {
    raw: ratio(repeaters, customers),
    ...f2(durations),
    funnel,
    ...stepsOf(funnel),
    repeatRate365: daysOfOrders < 365 ? null : ratio(atLeast(recent, 2), atLeast(recent, 1)),
    daysToSecond: window === null ? null : daysToSecond(durations, window),
    firstProducts: await firstProducts(tx, scope, columns.secondDay, window),
  };
  return { repeat: numbers, secondPurchases: durations };
}

function atLeast(standing: readonly Standing[], purchases: number): number {
  return customersIn(standing.filter((one) => one.purchases >= purchases));
}

/** F2 within k days: 1 - S(k), day k included, with Greenwood's interval. */
function f2(durations: readonly Duration[]): Pick<Snapshot['repeat'], 'within' | 'withinInterval'> {
  const survival = kaplanMeier(durations);
  const at = (days: number) => {
    const value = f2Within(survival, days);
    if (value === null) return { value, interval: null };
    const half = 1.96 * survival.at(days) * Math.sqrt(survival.greenwood(days));
    const interval: [number, number] = [Math.max(0, value - half), Math.min(1, value + half)];
    return { value, interval: Number.isFinite(half) ? interval : null };
  };
  const each = new Map(F2_DAYS.map((days) => [days, at(days)]));
  const pick = <K extends 'value' | 'interval'>(key: K) => ({
    '30': each.get(30)?.[key] ?? null,
    '60': each.get(60)?.[key] ?? null,
    '90': each.get(90)?.[key] ?? null,
    '180': each.get(180)?.[key] ?? null,
    '365': each.get(365)?.[key] ?? null,
  });
  return { within: pick('value'), withinInterval: pick('interval') };
}

/** The funnel's steps, the one that loses the most customers, and the one with the worst rate. */
function stepsOf(
  funnel: readonly number[],
): Pick<Snapshot['repeat'], 'steps' | 'leaveMost' | 'worstRate'> {
  const steps = funnel.slice(1).map((reached, at) => {
    const before = funnel[at] ?? 0;
    return { step: at + 1, conversion: ratio(reached, before), lost: before - reached };
  });
  const losing = steps.flatMap(({ step, conversion, lost }) =>
    lost > 0 && conversion !== null ? [{ step, lost, rate: conversion }] : [],
  );
  const [first] = losing;
  if (first === undefined) return { steps, leaveMost: null, worstRate: null };
  return {
    steps,
    leaveMost: losing.reduce((worst, one) => (one.lost > worst.lost ? one : worst), first),
    worstRate: losing.reduce((worst, one) => (one.rate < worst.rate ? one : worst), first),
  };
}

type Seen = Duration & { seen: number };

/** The largest W that at least 100 customers have been observed for. */
function secondWindow(durations: readonly Seen[]): number | null {
  const observed = (days: number) =>
    durations.filter(({ seen }) => seen >= days).reduce((sum, { count }) => sum + count, 0);
  return SECOND_WITHIN.find((days) => observed(days) >= LEAST_OBSERVED_LONG) ?? null;
}

/** Of customers observed for at least W days, those who bought again within W. */
function daysToSecond(
  durations: readonly Seen[],
  window: number,
): NonNullable<Snapshot['repeat']['daysToSecond']> {
  const observed = durations.filter(({ seen }) => seen >= window);
  const bought = observed
    .filter(({ event, days }) => event && days <= window)
    .map(({ days, count }) => ({ value: days, count }));
  const total = (all: readonly { count: number }[]) =>
    all.reduce((sum, { count }) => sum + count, 0);
  return {
    withinDays: window,
    customers: total(observed),
    bought: total(bought),
    median: percentile(bought, 0.5),
    p75: percentile(bought, 0.75),
    p90: percentile(bought, 0.9),
    histogram: Array.from({ length: Math.ceil((window + 1) / HISTOGRAM_STEP) }, (_, at) => {
      const from = at * HISTOGRAM_STEP;
      const to = from + HISTOGRAM_STEP;
      return {
        from,
        to,
        customers: total(bought.filter(({ value }) => value >= from && value < to)),
      };
    }),
  };
}
