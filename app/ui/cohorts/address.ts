import type { CohortChoice } from '../../metrics/cohorts/shown';
import { COHORT_MEASURES, GRAINS, type CohortMeasure } from '../../terms/cohorts';

/** The parameters of an address that choose cohorts; renewals are also Repeat's. */
export const COHORT_PARAMETERS = ['grain', 'measure', 'total', 'renewals'] as const;

/**
 * The choice in an address: `?grain=week&measure=orders&total=yes&renewals=without`; anything else is the default.
 * @param own the page's own measure
 */
export function cohortChoiceOf(query: URLSearchParams, own: CohortMeasure): CohortChoice {
  return {
    grain: GRAINS.find((one) => one === query.get('grain')) ?? 'month',
    measure: COHORT_MEASURES.find((one) => one === query.get('measure')) ?? own,
    isCumulative: query.get('total') === 'yes',
    renewals: query.get('renewals') === 'without' ? 'without' : 'with',
  };
}

/** The query of the same page with another choice, on the pane of cohorts. */
export function withCohorts(
  search: string,
  { grain, measure, isCumulative, renewals }: CohortChoice,
  own: CohortMeasure,
): string {
  const query = new URLSearchParams(search);
  const set = (name: (typeof COHORT_PARAMETERS)[number], value: string, none: string) =>
    value === none ? query.delete(name) : query.set(name, value);
  set('grain', grain, 'month');
  set('measure', measure, own);
  set('total', isCumulative ? 'yes' : 'no', 'no');
  set('renewals', renewals, 'with');
  query.set('pane', 'cohorts');
  return `?${query.toString()}`;
}
