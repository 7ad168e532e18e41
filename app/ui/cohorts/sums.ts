import type { PageStatus } from '../frame/page-status';
import { withSums } from '../sheets/with-sums';
import { figure, joined, type Figure, type Sum, sums } from '../sheets/sum';
import { sheetKey } from '../sheets/sheet-key';
import { matureSums } from './mean';
import { cohortTerm } from './term';
import type { CohortsView } from './view';

const KINDS: Record<
  CohortsView['choice']['measure'],
  [mean: Figure['kind'], total: Figure['kind']]
> = {
  revenue: ['money', 'money'],
  profit: ['money', 'money'],
  orders: ['mean', 'count'],
  customers: ['rate', 'customers'],
};

/**
 * The sum behind the shown cohorts, by the sheet of their definition: the mean of the period after the first, over the
 * cohorts for which it is over.
 */
function cohortSums({ choice, shown, marginRate }: CohortsView): Record<string, Sum[]> {
  // at a margin of 0 the revenue cannot be told from the profit
  if (typeof shown === 'string' || (choice.measure === 'profit' && marginRate === 0)) return {};
  const { customers, total } = matureSums(shown, 1);
  const [mean, kind] = KINDS[choice.measure];
  const isProfit = choice.measure === 'profit' && marginRate !== null;
  const revenue = isProfit ? total / marginRate : 0;
  return {
    [sheetKey(cohortTerm(choice))]: sums([
      figure('cohortEach', mean, customers === 0 ? null : total / customers),
      joined(
        '÷',
        isProfit
          ? joined(
              '×',
              figure('cohortRevenue', 'money', revenue),
              figure('marginLeft', 'rate', marginRate),
            )
          : figure(`cohort${TOTALS[choice.measure]}`, kind, total),
        figure('nextPeriodOver', 'customers', customers),
      ),
    ]),
  };
}

const TOTALS = {
  revenue: 'Revenue',
  profit: 'Revenue',
  orders: 'Orders',
  customers: 'Customers',
} as const;

/** A page's status with the sum behind its cohorts. */
export function withCohortSums(status: PageStatus, cohorts: CohortsView): PageStatus {
  return withSums(status, cohortSums(cohorts));
}
