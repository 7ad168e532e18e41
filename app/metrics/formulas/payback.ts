/** Why a payback is not known. */
export const PAYBACK_REASONS = [
  'costUnknown',
  'marginUnknown',
  'fewObserved',
  'notReached',
] as const;

export interface Payback {
  /** the first tenure t at which the margin of R(t) covers the acquisition cost; null: not known */
  days: number | null;
  /** null where the days are known */
  reason: (typeof PAYBACK_REASONS)[number] | null;
}

/** 0.4 x 1,000 pays for 400, whatever the digits behind the sixteenth say. */
const ALMOST = 1 - 1e-12;

/**
 * When a customer's margin has paid for their acquisition, without retention cost (README.md section 2).
 * @param within R(t), which never falls
 * @param longest the largest t for which R(t) is known; 0: none
 */
export function paybackOf(
  { acquisitionCost, marginRate }: { acquisitionCost: number | null; marginRate: number | null },
  within: (days: number) => number,
  longest: number,
): Payback {
  const unknown = (reason: Payback['reason']): Payback => ({ days: null, reason });
  if (acquisitionCost === null) return unknown('costUnknown');
  if (marginRate === null) return unknown('marginUnknown');
  if (longest === 0) return unknown('fewObserved');
  for (let days = 1; days <= longest; days++)
    if (marginRate * within(days) >= acquisitionCost * ALMOST) return { days, reason: null };
  return unknown('notReached');
}

/** Months of a payback, begun ones included. */
export const paybackMonths = (days: number): number => Math.ceil(days / 30);
