import type { CohortChoice } from '../../metrics/cohorts/shown';
import type { DefinitionName } from '../numbers/definition-name';

const NAMES = {
  revenue: 'ltv:definition.cohortRevenue',
  profit: 'ltv:definition.cohortProfit',
  orders: 'ltv:definition.cohortOrders',
} as const satisfies Partial<Record<CohortChoice['measure'], DefinitionName>>;

/** The definition of what cohorts show. */
export function cohortTerm({ measure, isCumulative }: CohortChoice): DefinitionName {
  if (measure !== 'customers') return NAMES[measure];
  return isCumulative ? 'repeat:definition.boughtAgain' : 'repeat:definition.retention';
}
