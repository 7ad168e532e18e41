import { z } from 'zod';
import type { Survival } from '../curves/kaplan-meier';
import type { MeanCumulative } from '../curves/mean-cumulative';
import { kinds } from '../kinds';
import { slice } from '../step';
import { lapseWindow } from '../stay/lapse.sql';
import { survival } from '../stay/survival.sql';
import { tenure } from './tenure.sql';

const BASES = ['setting', 'default', 'measured', 'limited'] as const;

/**
 * The duration T of LTV (README.md section 2). Measured: the day when nine of ten customers have left, window
 * included; at least one year, at most five, and no longer than 30 customers were observed. `limited`: the shop
 * is younger than its customers' stay, or that is over five years.
 */
export const duration = slice({
  name: 'duration',
  on: 'none',
  needs: { lapseWindow, survival, tenure },
  part: 'ltv',
  numbers: { durationDays: kinds.days, basis: z.enum(BASES) },
  run: ({ scope }, { lapseWindow, survival, tenure }) => {
    const { days, basis } = durationOf({
      setting: scope.settings.durationDays,
      measurable: lapseWindow.measurable,
      staying: survival,
      cumulative: tenure.all,
    });
    return { durationDays: days, basis };
  },
});

const YEAR = 365;
const LONGEST = 5 * YEAR;

function durationOf(input: {
  setting: number | null;
  measurable: boolean;
  staying: Survival;
  cumulative: Pick<MeanCumulative, 'horizon'>;
}): { days: number; basis: (typeof BASES)[number] } {
  if (input.setting !== null) return { days: input.setting, basis: 'setting' };
  if (!input.measurable) return { days: YEAR, basis: 'default' };
  const gone = input.staying.firstAtOrBelow(0.1);
  const days = Math.max(YEAR, Math.min(gone ?? Infinity, LONGEST, input.cumulative.horizon));
  const measured = gone !== null && days === Math.max(YEAR, gone);
  return { days, basis: measured ? 'measured' : 'limited' };
}
