import { z } from 'zod';
import { kaplanMeier, type Duration, type Survival } from '../curves/kaplan-meier';
import { kinds } from '../kinds';

/** The k of the headline: F2 within 90 days. */
export const HEADLINE_DAYS = 90;
const LEAST_DURATIONS = 30;

const perDays = <T>(of: (days: number) => T) => ({
  '30': of(30),
  '60': of(60),
  '90': of(90),
  '180': of(180),
  '365': of(365),
});

/** The chance of a second purchase (README.md section 3). */
export const f2Numbers = {
  /** F2 within k days, Kaplan-Meier */
  within: z.object(perDays(() => kinds.rate.nullable())),
  /** Greenwood intervals of `within`, [low, high] */
  withinInterval: z.object(perDays(() => z.tuple([kinds.rate, kinds.rate]).nullable())),
};

/** F2 within k days: 1 - S(k), day k included; null when fewer than 30 durations reach k. */
export function f2Within(survival: Survival, days: number): number | null {
  return survival.atRisk(days) < LEAST_DURATIONS ? null : 1 - survival.at(days);
}

/** F2 at each k, with Greenwood's interval. */
export function f2Of(durations: readonly Duration[]) {
  const survival = kaplanMeier(durations);
  return {
    within: perDays((days) => f2Within(survival, days)),
    withinInterval: perDays((days) => greenwood(survival, days)),
  };
}

/** Greenwood's interval of `f2Within`; null where S is 0 too. */
export function greenwood(survival: Survival, days: number): [number, number] | null {
  const value = f2Within(survival, days);
  if (value === null) return null;
  const half = 1.96 * survival.at(days) * Math.sqrt(survival.greenwood(days));
  return Number.isFinite(half) ? [Math.max(0, value - half), Math.min(1, value + half)] : null;
}
