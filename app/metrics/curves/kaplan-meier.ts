/**
 * Kaplan-Meier survival over whole days. Pure. Events of a day precede the censorings of that day
 * (Kaplan & Meier 1958; README.md sections 2 and 3).
 */
export interface Duration {
  days: number;
  /** true: the event fell on that day; false: observed until then without it */
  event: boolean;
  count: number;
}

export interface Survival {
  /** S(t): the share without the event after day t */
  at(day: number): number;
  /** first day with S <= share, or null */
  firstAtOrBelow(share: number): number | null;
  /** durations that reach `day` */
  atRisk(day: number): number;
  /** Greenwood's sum of d / (n (n - d)) up to and including `day` */
  greenwood(day: number): number;
  /** days on which S falls, ascending, with S after them */
  steps: readonly { day: number; survival: number }[];
}

export function kaplanMeier(durations: readonly Duration[]): Survival {
  const events = new Map<number, number>();
  const leaving = new Map<number, number>();
  let atRisk = 0;
  for (const { days, event, count } of durations) {
    atRisk += count;
    leaving.set(days, (leaving.get(days) ?? 0) + count);
    if (event) events.set(days, (events.get(days) ?? 0) + count);
  }
  const days = [...leaving.keys()].sort((a, b) => a - b);
  const steps: { day: number; survival: number; greenwood: number }[] = [];
  const risk: { day: number; atRisk: number }[] = [];
  let survival = 1;
  let greenwood = 0;
  for (const day of days) {
    risk.push({ day, atRisk });
    const happened = events.get(day) ?? 0;
    if (happened > 0) {
      survival *= 1 - happened / atRisk;
      greenwood += happened / (atRisk * (atRisk - happened));
      steps.push({ day, survival, greenwood });
    }
    atRisk -= leaving.get(day) ?? 0;
  }
  const last = (day: number) => steps.findLast((step) => step.day <= day);
  return {
    steps,
    at: (day) => last(day)?.survival ?? 1,
    firstAtOrBelow: (share) => steps.find((step) => step.survival <= share + 1e-12)?.day ?? null,
    atRisk: (day) => risk.find((step) => step.day >= day)?.atRisk ?? 0,
    greenwood: (day) => last(day)?.greenwood ?? 0,
  };
}

/** The integral of S from day 0 to `end`: days stayed on average. */
export function areaUnder(survival: Survival, end: number): number {
  let area = 0;
  let from = 0;
  let height = 1;
  for (const step of survival.steps) {
    if (step.day >= end) break;
    area += height * (step.day - from);
    from = step.day;
    height = step.survival;
  }
  return area + height * (end - from);
}
