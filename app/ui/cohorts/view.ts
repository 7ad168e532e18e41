import type { CohortChoice, ShownCohorts } from '../../metrics/cohorts/shown';
import type { CohortMeasure } from '../../terms/cohorts';

/** What the cohorts of a page show. */
export interface CohortsView {
  choice: CohortChoice;
  /** what the page shows without a choice in its address */
  own: CohortMeasure;
  /** whether the choice of renewals stands here: it changes nothing without selling plans, and Repeat has its own */
  choosesRenewals: boolean;
  /** the day from which on customers count as new; null: all do */
  newcomersFrom: string | null;
  /** by which profit is counted; null: unknown */
  marginRate: number | null;
  /** counting: they come by themselves. noMargin: profit is not known */
  shown: ShownCohorts | 'counting' | 'noMargin';
}
