import { z } from 'zod';
import { raw, rows, sql, type Tx } from '../../store/db.server';
import { addDays } from '../calendar';
import { kaplanMeier, type Duration } from '../curves/kaplan-meier';
import { percentile } from '../curves/percentile';
import { integer, ratio } from '../number';
import { customersIn, type Standing } from '../orders/standing.sql';
import { dateLiteral, type Scope } from '../scope';
import { F2_DAYS, type Snapshot } from '../snapshot';
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

const LEAST_DURATIONS = 30;
const SECOND_WITHIN = [365, 180, 90];
const LEAST_OBSERVED_LONG = 100;
const HISTOGRAM_STEP = 10;

/** Metrics.md section 3 as of D, but the cohorts. `standing` is by the same columns. */
export async function repeat(
  tx: Tx,
  scope: Scope,
  columns: RepeatColumns,
  standing: readonly Standing[],
  daysOfOrders: number,
): Promise<Snapshot['repeat']> {
  const asOf = dateLiteral(scope.asOf);
  const second = raw(columns.secondDay);
  const durations = await rows(
    tx,
    z.object({ days: integer, event: z.boolean(), seen: integer, count: integer }),
    sql`
    select coalesce(${second}, ${asOf} - 1) - first_day as days, ${second} is not null as event,
      case when ${asOf} - 1 - first_day >= 365 then 365 when ${asOf} - 1 - first_day >= 180 then 180
        when ${asOf} - 1 - first_day >= 90 then 90 else 0 end as seen,
      count(*)::int as count
    from ${scope.summaries} group by 1, 2, 3`,
  );
  const yearBefore = addDays(scope.asOf, -365);
  const recent = standing.filter(({ lastDay }) => lastDay >= yearBefore);
  const funnel = Array.from({ length: 10 }, (_, at) => atLeast(standing, at + 1));
  const [customers = 0, repeaters = 0] = funnel;
  const window = secondWindow(durations);
  return {
    raw: ratio(repeaters, customers),
    ...f2(durations),
    funnel,
    ...stepsOf(funnel),
    repeatRate365: daysOfOrders < 365 ? null : ratio(atLeast(recent, 2), atLeast(recent, 1)),
    daysToSecond: window === null ? null : daysToSecond(durations, window),
    firstProducts: await firstProducts(tx, scope, columns.secondDay, window),
  };
}

function atLeast(standing: readonly Standing[], purchases: number): number {
  return customersIn(standing.filter((one) => one.purchases >= purchases));
}

/** F2 within k days: 1 - S(k), day k included, with Greenwood's interval. */
function f2(durations: readonly Duration[]): Pick<Snapshot['repeat'], 'within' | 'withinInterval'> {
  const survival = kaplanMeier(durations);
  const at = (days: number) => {
    if (survival.atRisk(days) < LEAST_DURATIONS) return { value: null, interval: null };
    const left = survival.at(days);
    const half = 1.96 * left * Math.sqrt(survival.greenwood(days));
    const interval: [number, number] = [Math.max(0, 1 - left - half), Math.min(1, 1 - left + half)];
    return { value: 1 - left, interval: Number.isFinite(half) ? interval : null };
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

type SecondPurchase = Duration & { seen: number };

/** The largest W that at least 100 customers have been observed for. */
function secondWindow(durations: readonly SecondPurchase[]): number | null {
  const observed = (days: number) =>
    durations.filter(({ seen }) => seen >= days).reduce((sum, { count }) => sum + count, 0);
  return SECOND_WITHIN.find((days) => observed(days) >= LEAST_OBSERVED_LONG) ?? null;
}

/** Of customers observed for at least W days, those who bought again within W. */
function daysToSecond(
  durations: readonly SecondPurchase[],
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
