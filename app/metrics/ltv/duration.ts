import type { MeanCumulative } from '../curves/mean-cumulative';
import type { Survival } from '../curves/kaplan-meier';

/**
 * The duration T over which LTV is taken, in days (metrics.md section 2). Pure. Measured: when nine
 * of ten have gone, silence included, at least one year, at most five, and no longer than anybody
 * was observed; `limited` says that the shop is younger than its customers' stay.
 */
export interface Duration {
  days: number;
  basis: 'setting' | 'default' | 'measured' | 'limited';
}

const YEAR = 365;
const LONGEST = 5 * YEAR;

export function duration(input: {
  setting: number | null;
  measurable: boolean;
  staying: Survival;
  cumulative: Pick<MeanCumulative, 'horizon'>;
}): Duration {
  if (input.setting !== null) return { days: input.setting, basis: 'setting' };
  if (!input.measurable) return { days: YEAR, basis: 'default' };
  const gone = input.staying.firstAtOrBelow(0.1);
  const days = Math.max(YEAR, Math.min(gone ?? Infinity, LONGEST, input.cumulative.horizon));
  const measured = gone !== null && days === Math.max(YEAR, gone);
  return { days, basis: measured ? 'measured' : 'limited' };
}
