import { numbersAt } from '../../app/metrics/shown';
import type { Snapshot } from '../../app/metrics/snapshot';
import { LTV_NUMBERS } from '../../app/ui/ltv/numbers';
import { type LtvView, ltvView } from '../../app/ui/ltv/view';
import { cohortsViewOf } from './cohorts-view';

type More = Parameters<typeof ltvView> extends [Snapshot, Numbers, ...infer Rest] ? Rest : never;
type Numbers = Parameters<typeof ltvView>[1];

/** What the LTV page's loader sends. */
export const ltvViewOf = (
  snapshot: Snapshot,
  numbers: Numbers = numbersAt(snapshot, LTV_NUMBERS),
  ...more: More
): LtvView => ({
  ...ltvView(snapshot, numbers, ...more),
  cohorts: cohortsViewOf(snapshot, 'revenue'),
});
