import type { Snapshot } from '../../metrics/snapshot';

/** What one purchase more is worth on a step of the funnel. */
export interface StepWorth {
  /** the purchases that its customers have made */
  step: number;
  customers: number;
  /** beyond them, of those with one purchase more; null where it is unknown */
  each: number | null;
  /** `each` x `customers` */
  all: number | null;
}

type Funnel = Pick<Snapshot['repeat'], 'steps' | 'stepWorth'>;

/** Each step from one purchase to nine. Who has not made the next purchase is on the step. */
export function stepWorths({ steps, stepWorth }: Funnel): StepWorth[] {
  return steps.map(({ step, lost }, at) => {
    const each = stepWorth[at] ?? null;
    return { step, customers: lost, each, all: each === null ? null : each * lost };
  });
}

/** The step with the largest sum that is positive; null without one. */
export function worthiestStep(funnel: Funnel): (StepWorth & { each: number; all: number }) | null {
  return stepWorths(funnel).reduce<(StepWorth & { each: number; all: number }) | null>(
    (most, { each, all, ...step }) =>
      each !== null && all !== null && all > (most?.all ?? 0) ? { ...step, each, all } : most,
    null,
  );
}
