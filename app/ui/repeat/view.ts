import type { Comparison } from '../../metrics/compare/compare';
import type { Snapshot } from '../../metrics/snapshot';
import { F2_BENCHMARK } from '../../terms/benchmarks';
import { ALL_PARTS, type PartsInUse } from '../../terms/parts-in-use';
import { NO_GOALS, type Goals } from '../numbers/goals';
import { bestQuarter, type BestQuarter } from '../numbers/f2-benchmarks';

/** Whether subscription renewals are counted as purchases. */
export type Renewals = 'with' | 'without';

/** What the Repeat page shows. */
export interface RepeatView {
  incompleteMonth: string | null;
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
  cohorts: { month: string; customers: number; active: number[] }[];
  /** the quarter of newcomers with the highest F2 */
  best: BestQuarter | null;
  history: Snapshot['history'];
  /** the shop uses trials: what leads from them is shown */
  usesTrials: boolean;
  /** null: no product is named as a trial */
  trialToMain: Snapshot['trialToMain'];
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
): RepeatView {
  const { incompleteMonth, customers } = snapshot;
  const cohorts = renewals === 'with' ? snapshot.cohorts : snapshot.cohortsWithoutRenewals;
  return {
    incompleteMonth,
    customers,
    renewals,
    choosesRenewals:
      renewals === 'without' ||
      (parts.subscriptions &&
        JSON.stringify([snapshot.repeat, snapshot.cohorts]) !==
          JSON.stringify([snapshot.repeatWithoutRenewals, snapshot.cohortsWithoutRenewals])),
    benchmark: goal ?? F2_BENCHMARK,
    goals,
    hasYear: snapshot.daysOfOrders >= 365,
    repeat: renewals === 'with' ? snapshot.repeat : snapshot.repeatWithoutRenewals,
    cohorts: Object.entries(cohorts)
      .map(([month, { customers: size, active }]) => ({ month, customers: size, active }))
      .sort((a, b) => a.month.localeCompare(b.month)),
    best: bestQuarter(snapshot.newcomers),
    history: snapshot.history,
    usesTrials: parts.trials,
    trialToMain: snapshot.trialToMain,
    comparison: comparison && {
      before: comparison.before,
      f2: renewals === 'with' ? comparison.f2 : comparison.f2WithoutRenewals,
    },
  };
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
