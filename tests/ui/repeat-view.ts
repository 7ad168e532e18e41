import type { Snapshot } from '../../app/metrics/snapshot';
import { nextSteps, type Renewals, type RepeatView, repeatView } from '../../app/ui/repeat/view';
import { teaNext } from '../support/shops/tea-shop';
import { cohortsViewOf } from './cohorts-view';

type More =
  Parameters<typeof repeatView> extends [Snapshot, Renewals, ...infer Rest] ? Rest : never;

/** What the Repeat page's loader sends. */
export const repeatViewOf = (
  snapshot: Snapshot,
  renewals: Renewals,
  ...more: More
): RepeatView => ({
  ...repeatView(snapshot, renewals, ...more),
  next: nextSteps(teaNext, renewals),
  cohorts: cohortsViewOf(snapshot, 'customers', { renewals }),
});
