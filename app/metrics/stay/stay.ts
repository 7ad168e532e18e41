import { z } from 'zod';
import { areaUnder } from '../curves/kaplan-meier';
import { kinds } from '../kinds';
import { slice } from '../step';
import { duration } from '../ltv/duration';
import { survival } from './survival.sql';
import { tenure } from '../ltv/tenure.sql';

/** How long customers stay. */
export const stay = slice({
  name: 'stay',
  on: 'none',
  needs: { survival, duration, tenure },
  part: 'ltv',
  numbers: {
    /** null while more than half are still here */
    medianStayDays: kinds.partDays.nullable(),
    /** years of the duration that a customer is here on average; null without newcomers */
    activeYears: kinds.years.nullable(),
  },
  run: (_, { survival, duration: { durationDays }, tenure: { quarters } }) => ({
    medianStayDays: survival.firstAtOrBelow(0.5),
    activeYears: quarters.length === 0 ? null : areaUnder(survival, durationDays) / 365,
  }),
});

export const stayingCurve = slice({
  name: 'stayingCurve',
  on: 'none',
  needs: { survival, duration },
  part: 'ltv',
  numbers: {
    /** the share of customers who still stay, by tenure in days, up to 2 T */
    staying: z.array(z.object({ days: kinds.days, share: kinds.rate })),
  },
  run: (_, { survival, duration: { durationDays } }) => ({
    staying: thinned(survival.steps, durationDays * 2),
  }),
});

/** The curve in at most 101 points, for the chart: the last of each stretch is exact. */
function thinned(
  steps: readonly { day: number; survival: number }[],
  until: number,
): { days: number; share: number }[] {
  const within = steps.filter(({ day }) => day <= until);
  const every = Math.max(1, Math.ceil(within.length / 100));
  const kept = within.filter((_, at) => at % every === every - 1 || at === within.length - 1);
  return [
    { days: 0, share: 1 },
    ...kept.map(({ day, survival }) => ({ days: day, share: survival })),
  ];
}
