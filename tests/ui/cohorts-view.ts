import { cohortsOfSnapshot } from '../../app/metrics/cohorts/shown';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { CohortMeasure } from '../../app/terms/cohorts';
import type { CohortsView } from '../../app/ui/cohorts/view';

/** What a page's loader sends of the cohorts by month. @param own the page's measure */
export function cohortsViewOf(
  snapshot: Snapshot,
  own: CohortMeasure,
  more: Partial<CohortsView['choice']> = {},
): CohortsView {
  const choice = {
    ...({ grain: 'month', measure: own, isCumulative: false, renewals: 'with' } as const),
    ...more,
  };
  return {
    ...{ choice, own, choosesRenewals: false, marginRate: snapshot.ltv.marginRate },
    newcomersFrom: snapshot.history.newcomersFrom,
    shown: cohortsOfSnapshot(snapshot, choice),
  };
}
