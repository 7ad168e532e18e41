import type { Survival } from '../curves/kaplan-meier';

/** The k of the headline: F2 within 90 days. */
export const HEADLINE_DAYS = 90;
const LEAST_DURATIONS = 30;

/** F2 within k days: 1 - S(k), day k included; null when fewer than 30 durations are as long (metrics.md section 3). Pure. */
export function f2Within(survival: Survival, days: number): number | null {
  return survival.atRisk(days) < LEAST_DURATIONS ? null : 1 - survival.at(days);
}
