import type { Snapshot } from '../../metrics/snapshot';
import type { Renewals } from '../repeat/view';
import { whole } from './ltv-sums';
import { figure, joined, type Sum, sums } from './sum';

/** The sums of the Repeat page's numbers, by sheet. @param renewals as the page counts them */
export function repeatSums(snapshot: Snapshot, renewals: Renewals): Record<string, Sum[]> {
  const { yearly } = snapshot;
  const repeat = renewals === 'with' ? snapshot.repeat : snapshot.repeatWithoutRenewals;
  const { funnel, raw, leaveMost, daysToSecond, repeatRate365 } = repeat;
  const bought = (times: number) => figure('boughtTimes', 'customers', funnel[times - 1] ?? null);
  const first = figure('firstBuyers', 'customers', funnel[0] ?? null);
  const buyers = yearly?.buyers ?? null;
  const before = leaveMost === null ? null : bought(leaveMost.step);
  return {
    'repeat.f2ToDate': sums([figure('share', 'rate', raw), joined('÷', bought(2), first)]),
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
