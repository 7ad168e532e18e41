import type { Snapshot } from '../../metrics/snapshot';
import { monthAfter } from '../numbers/last-day';
import type { Renewals } from '../repeat/view';
import { whole } from './ltv-sums';
import { figure, joined, type Sum, sums } from './sum';

/** The sums of the Repeat page's numbers, by sheet. @param renewals as the page counts them */
export function repeatSums(snapshot: Snapshot, renewals: Renewals): Record<string, Sum[]> {
  const { yearly, incompleteMonth } = snapshot;
  const [repeat, cohorts] =
    renewals === 'with'
      ? [snapshot.repeat, snapshot.cohorts]
      : [snapshot.repeatWithoutRenewals, snapshot.cohortsWithoutRenewals];
  const { funnel, raw, leaveMost, daysToSecond, repeatRate365 } = repeat;
  const bought = (times: number) => figure('boughtTimes', 'customers', funnel[times - 1] ?? null);
  const first = figure('firstBuyers', 'customers', funnel[0] ?? null);
  const buyers = yearly?.buyers ?? null;
  const before = leaveMost === null ? null : bought(leaveMost.step);
  return {
    'repeat.f2ToDate': sums([figure('share', 'rate', raw), joined('÷', bought(2), first)]),
    'repeat.retention': monthAfterFirst(cohorts, incompleteMonth),
    'repeat.repeatRate365': sums([
      figure('share', 'rate', repeatRate365),
      joined(
        '÷',
        figure('repeaters', 'customers', buyers === null ? null : whole(repeatRate365, buyers)),
        figure('yearBuyers', 'customers', buyers),
      ),
    ]),
    'repeat.leaveMost':
      leaveMost === null
        ? []
        : sums(
            [
              figure('notYet', 'customers', leaveMost.lost),
              joined('−', before, bought(leaveMost.step + 1)),
            ],
            [
              figure('share', 'rate', 1 - leaveMost.rate),
              joined('÷', figure('notYet', 'customers', leaveMost.lost), before),
            ],
          ),
    'repeat.funnel': sums(
      ...funnel.slice(1).map((customers, index): Parameters<typeof sums>[number] => {
        const from = funnel[index] ?? 0;
        return [
          figure('conversion', 'rate', from === 0 ? null : customers / from),
          joined('÷', bought(index + 2), bought(index + 1)),
        ];
      }),
    ),
    'repeat.daysToSecond':
      daysToSecond === null
        ? []
        : sums([
            figure(
              'share',
              'rate',
              daysToSecond.customers === 0 ? null : daysToSecond.bought / daysToSecond.customers,
            ),
            joined(
              '÷',
              figure('boughtAgain', 'customers', daysToSecond.bought),
              figure('seenLongEnough', 'customers', daysToSecond.customers),
            ),
          ]),
  };
}

/** The cohorts' mean of the month after the first purchase's, over the cohorts for which it is over. */
function monthAfterFirst(cohorts: Snapshot['cohorts'], open: string | null): Sum[] {
  const over = Object.entries(cohorts)
    .filter(([month, { active }]) => active.length > 1 && monthAfter(month, 1) !== open)
    .map(([, cohort]) => cohort);
  const customers = over.reduce((sum, cohort) => sum + cohort.customers, 0);
  const bought = over.reduce((sum, { active }) => sum + (active[1] ?? 0), 0);
  return sums([
    figure('share', 'rate', customers === 0 ? null : bought / customers),
    joined(
      '÷',
      figure('boughtNextMonth', 'customers', bought),
      figure('nextMonthOver', 'customers', customers),
    ),
  ]);
}
