import { toNumber } from './ratio';

export interface Duration {
  days: number;
  /** false = censored: no event by the last observed day */
  event: boolean;
}

/** S drops to numerator/denominator at `days`; at risk are all durations of `days` or more. */
export interface SurvivalStep {
  days: number;
  atRisk: number;
  events: number;
  numerator: bigint;
  denominator: bigint;
}

/** Kaplan-Meier, exact: S(t) = product of (1 - events/at risk); events precede censorings of a day. */
export function survivalOf(durations: readonly Duration[]): SurvivalStep[] {
  const eventsByDay = new Map<number, number>();
  for (const { days, event } of durations)
    if (event) eventsByDay.set(days, (eventsByDay.get(days) ?? 0) + 1);
  const lengths = durations.map((duration) => duration.days).sort((a, b) => a - b);
  const steps: SurvivalStep[] = [];
  let [numerator, denominator, below] = [1n, 1n, 0];
  for (const [days, events] of [...eventsByDay].sort(([a], [b]) => a - b)) {
    while ((lengths[below] ?? Infinity) < days) below += 1;
    const atRisk = lengths.length - below;
    numerator *= BigInt(atRisk - events);
    denominator *= BigInt(atRisk);
    steps.push({ days, atRisk, events, numerator, denominator });
  }
  return steps;
}

/** S(t), the step of day t included. */
export function survivalAt(steps: readonly SurvivalStep[], days: number): number {
  const step = steps.findLast((candidate) => candidate.days <= days);
  return step === undefined ? 1 : toNumber(step);
}

/** The first day with S <= top/bottom, or null. */
export function firstDayAtOrBelow(
  steps: readonly SurvivalStep[],
  [top, bottom]: readonly [bigint, bigint],
): number | null {
  const step = steps.find((one) => one.numerator * bottom <= top * one.denominator);
  return step?.days ?? null;
}

/** The area under S from 0 to `until`, in days. */
export function survivalArea(steps: readonly SurvivalStep[], until: number): number {
  let [area, since, share] = [0, 0, 1];
  for (const step of steps) {
    if (step.days >= until) break;
    area += share * (step.days - since);
    [since, share] = [step.days, toNumber(step)];
  }
  return area + share * (until - since);
}

/**
 * Share that had the event within `days` (that day included), 1 - S, with Greenwood's 95 % interval:
 * 1 - S +- 1.96 S sqrt(sum of events / (at risk (at risk - events))), kept within 0 ... 1. The
 * formula is undefined if S is 0: the interval is null.
 * @returns null if fewer than 30 durations are as long
 */
export function eventShare(
  durations: readonly Duration[],
  days: number,
): { share: number; interval: [number, number] | null } | null {
  if (durations.filter((duration) => duration.days >= days).length < 30) return null;
  const steps = survivalOf(durations).filter((step) => step.days <= days);
  const staying = survivalAt(steps, days);
  if (staying === 0) return { share: 1, interval: null };
  const terms = steps.map((step) => step.events / (step.atRisk * (step.atRisk - step.events)));
  const margin = 1.96 * staying * Math.sqrt(terms.reduce((total, term) => total + term, 0));
  const share = 1 - staying;
  return { share, interval: [Math.max(0, share - margin), Math.min(1, share + margin)] };
}
