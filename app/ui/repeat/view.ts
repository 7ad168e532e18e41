import type { Comparison } from '../../metrics/compare/compare';
import type { NextProducts } from '../../metrics/repeat/next-products.sql';
import type { Snapshot } from '../../metrics/snapshot';
import { F2_BENCHMARK } from '../../terms/benchmarks';
import { ALL_PARTS, type PartsInUse } from '../../terms/parts-in-use';
import type { CohortsView } from '../cohorts/view';
import { NO_GOALS, type Goals } from '../numbers/goals';
import { otherRates, type OtherRate } from './other-names-rows';
import { bestQuarter, type BestQuarter } from '../numbers/f2-benchmarks';

/** Whether subscription renewals are counted as purchases. */
export type Renewals = 'with' | 'without';

/** What the Repeat page shows. */
export interface RepeatView extends RepeatNumbers {
  cohorts: CohortsView;
  /** what the next purchase was of; null: being counted */
  next: NextSteps | null;
}

export type NextSteps = NextProducts['nextProducts'];

/** What newcomers bought next, as the page's choice of renewals counts purchases. */
export function nextSteps(counted: NextProducts | null, renewals: Renewals): NextSteps | null {
  if (counted === null) return null;
  const plain = renewals === 'with' ? null : counted.nextProductsWithoutRenewals;
  return plain ?? counted.nextProducts;
}

/** What it shows of a snapshot alone. */
export interface RepeatNumbers {
  customers: number;
  renewals: Renewals;
  /** whether the choice is shown: it changes nothing in a shop without selling plans */
  choosesRenewals: boolean;
  /** of F2, a setting of the shop */
  benchmark: number;
  goals: Goals;
  repeat: Snapshot['repeat'];
  /** orders reach back for a year, so that its repeaters can be counted */
  hasYear: boolean;
  /** the quarter of newcomers with the highest F2 */
  best: BestQuarter | null;
  history: Snapshot['history'];
  /** the shop uses trials: what leads from them is shown */
  usesTrials: boolean;
  /** null: no product is named as a trial */
  trialToMain: Snapshot['trialToMain'];
  /** the repeat rates that others mean */
  otherRates: OtherRate[];
  /** null: there are none, or the shop hides them */
  subscriptions: Snapshot['subscriptions'];
  /** null: there is no day to compare with */
  comparison: Pick<Comparison, 'before' | 'f2'> | null;
}

export function repeatView(
  snapshot: Snapshot,
  renewals: Renewals,
  goal: number | null = null,
  comparison: Comparison | null = null,
  goals: Goals = NO_GOALS,
  parts: PartsInUse = ALL_PARTS,
): RepeatNumbers {
  return {
    customers: snapshot.customers,
    renewals,
    choosesRenewals: choosesRenewals(snapshot, renewals, parts),
    benchmark: goal ?? F2_BENCHMARK,
    goals,
    hasYear: snapshot.daysOfOrders >= 365,
    repeat: renewals === 'with' ? snapshot.repeat : snapshot.repeatWithoutRenewals,
    best: bestQuarter(snapshot.newcomers),
    history: snapshot.history,
    usesTrials: parts.trials,
    trialToMain: snapshot.trialToMain,
    otherRates: otherRates(snapshot),
    subscriptions: parts.subscriptions ? snapshot.subscriptions : null,
    comparison: comparison && {
      before: comparison.before,
      f2: renewals === 'with' ? comparison.f2 : comparison.f2WithoutRenewals,
    },
  };
}

/** Whether a page lets its reader leave renewals out: without selling plans the choice changes nothing. */
export function choosesRenewals(
  snapshot: Snapshot,
  renewals: Renewals,
  { subscriptions }: PartsInUse,
): boolean {
  const { repeat, cohorts, repeatWithoutRenewals, cohortsWithoutRenewals } = snapshot;
  return (
    renewals === 'without' ||
    (subscriptions &&
      JSON.stringify([repeat, cohorts]) !==
        JSON.stringify([repeatWithoutRenewals, cohortsWithoutRenewals]))
  );
}

/** The choice in the address; any other value counts renewals. */
export function renewalsOf(url: URL): Renewals {
  return url.searchParams.get('renewals') === 'without' ? 'without' : 'with';
}

/** The query of an address with another choice; the rest of it stays. */
export function withRenewals(search: URLSearchParams, renewals: Renewals): URLSearchParams {
  const query = new URLSearchParams(search);
  if (renewals === 'with') query.delete('renewals');
  else query.set('renewals', renewals);
  return query;
}
