import { z } from 'zod';
import { percentile } from '../curves/percentile';
import { kinds } from '../kinds';
import type { SecondPurchase } from './second-purchases.sql';

const SECOND_WITHIN = [365, 180, 90];
const LEAST_OBSERVED_LONG = 100;
const HISTOGRAM_STEP = 10;

/** Days to the second purchase, of customers observed for the window W (README.md section 3). */
export const daysToSecondNumbers = {
  daysToSecond: z
    .object({
      withinDays: kinds.days,
      customers: kinds.customers,
      bought: kinds.customers,
      p25: kinds.partDays.nullable(),
      median: kinds.partDays.nullable(),
      p75: kinds.partDays.nullable(),
      p90: kinds.partDays.nullable(),
      /**
       * the days after the first purchase, counted by D, between which the middle half came back, and the first-time buyers who
       * are in them now, before and past them; null where none came back
       */
      window: z
        .object({
          from: kinds.days,
          to: kinds.days,
          customers: kinds.customers,
          before: kinds.customers,
          past: kinds.customers,
        })
        .nullable(),
      /** customers by days to the second purchase, in steps of 10 days, `from` included, `to` not */
      histogram: z.array(
        z.object({ from: kinds.days, to: kinds.days, customers: kinds.customers }),
      ),
    })
    .nullable(),
};

/** The largest W that at least 100 customers have been observed for. */
export function secondWindow(durations: readonly SecondPurchase[]): number | null {
  const observed = (days: number) =>
    durations.filter(({ seen }) => seen >= days).reduce((sum, { count }) => sum + count, 0);
  return SECOND_WITHIN.find((days) => observed(days) >= LEAST_OBSERVED_LONG) ?? null;
}

/** Of customers observed for at least W days, those who bought again within W. */
export function daysToSecondWithin(durations: readonly SecondPurchase[], window: number) {
  const observed = durations.filter(({ seen }) => seen >= window);
  const bought = observed
    .filter(({ event, days }) => event && days <= window)
    .map(({ days, count }) => ({ value: days, count }));
  const total = (all: readonly { count: number }[]) =>
    all.reduce((sum, { count }) => sum + count, 0);
  /** `days` of customers without a second purchase end on D - 1: one less than D - their first day. */
  const inWindow = (from: number, to: number) => {
    const waiting = durations
      .filter(({ event }) => !event)
      .map(({ days, count }) => ({ since: days + 1, count }));
    return {
      from,
      to,
      customers: total(waiting.filter(({ since }) => since >= from && since <= to)),
      before: total(waiting.filter(({ since }) => since < from)),
      past: total(waiting.filter(({ since }) => since > to)),
    };
  };
  const [p25, p75] = [percentile(bought, 0.25), percentile(bought, 0.75)];
  return {
    withinDays: window,
    customers: total(observed),
    bought: total(bought),
    p25,
    median: percentile(bought, 0.5),
    p75,
    p90: percentile(bought, 0.9),
    window: p25 === null || p75 === null ? null : inWindow(Math.floor(p25), Math.ceil(p75)),
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
