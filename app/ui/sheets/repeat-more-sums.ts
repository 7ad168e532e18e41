import type { Snapshot } from '../../metrics/snapshot';
import { otherRates, type OtherName } from '../repeat/other-names-rows';
import { worthiestStep } from '../repeat/step-worth';
import type { NextSteps, Renewals } from '../repeat/view';
import { figure, joined, type PartName, type Sum, sums } from './sum';

/** The sums of the Repeat page's money, next products, other names and subscriptions, by sheet. */
export function repeatMoreSums(snapshot: Snapshot, renewals: Renewals): Record<string, Sum[]> {
  const isWith = renewals === 'with';
  const repeat = isWith ? snapshot.repeat : snapshot.repeatWithoutRenewals;
  return {
    'repeatMore.stepWorth': stepWorthSums(repeat),
    'repeatMore.window': windowSums(repeat),
    'repeatMore.leak': leakSums(repeat),
    'repeatMore.otherNames': otherNameSums(snapshot),
    ...subscriptionSums(snapshot),
  };
}

const people = (of: PartName, count: number | null | undefined) =>
  figure(of, 'customers', count ?? null);

function stepWorthSums(repeat: Snapshot['repeat']): Sum[] {
  const most = worthiestStep(repeat);
  if (most === null) return [];
  const [own, more] = [most.step - 1, most.step].map(
    (at) => repeat.revenueByPurchases[at] ?? null,
  ) as [number | null, number | null];
  const gap = joined(
    '−',
    figure('onceMoreEach', 'money', more),
    figure('onStepEach', 'money', own),
  );
  return sums(
    [figure('atStake', 'money', most.each), gap],
    [figure('atStake', 'money', most.all), joined('×', people('onStep', most.customers), gap)],
  );
}

function windowSums({ daysToSecond }: Snapshot['repeat']): Sum[] {
  const window = daysToSecond?.window ?? null;
  if (window === null) return [];
  const { before, customers, past } = window;
  return sums([
    people('notYet', before + customers + past),
    joined(
      '+',
      people('windowBefore', before),
      people('windowNow', customers),
      people('windowPast', past),
    ),
  ]);
}

/** Of the product that most new customers began with. */
function leakSums({ firstProducts, steps }: Snapshot['repeat']): Sum[] {
  const [first, once] = [firstProducts[0], steps[0]?.lost ?? null];
  if (first === undefined || once === null) return [];
  return sums([
    figure('share', 'rate', first.notYet / once),
    joined('÷', people('onceOfProduct', first.notYet), people('notYet', once)),
  ]);
}

/** The sums of what was bought next, which is counted by itself; of the first pair. */
export function nextSums({ customers, from }: NextSteps['second']): Sum[] {
  const [first] = from;
  const next = first?.next[0];
  if (first === undefined || next === undefined) return [];
  const share = joined('÷', people('nextBoth', next.customers), people('nextOf', first.customers));
  const base = joined('÷', people('nextBase', next.base), people('nextAll', customers));
  return sums(
    [figure('share', 'rate', next.customers / first.customers), share],
    [
      figure('times', 'times', next.customers / first.customers / (next.base / customers)),
      joined('÷', share, base),
    ],
  );
}

const PARTS: Record<Exclude<OtherName, 'f2Within'>, [PartName, PartName]> = {
  f2ToDate: ['boughtTimes', 'firstBuyers'],
  repeatRate30: ['repeaters', 'customers'],
  repeatRate365: ['repeaters', 'customers'],
  repeaters30: ['repeaters', 'periodBuyers'],
  repeaters365: ['repeaters', 'periodBuyers'],
  shopify30: ['reordered', 'periodBuyers'],
  orders30: ['ordersAgain', 'orders'],
  orders365: ['ordersAgain', 'orders'],
  kept: ['boughtBothYears', 'boughtYearBefore'],
  churned: ['notThisYear', 'boughtYearBefore'],
};

function otherNameSums(snapshot: Snapshot): Sum[] {
  return sums(
    ...otherRates(snapshot).flatMap(
      ({ name, value, part, whole, unit }): Parameters<typeof sums> => {
        if (name === 'f2Within') return [];
        const kind = unit === 'customers' ? 'customers' : 'count';
        const [ofPart, ofWhole] = PARTS[name];
        return [
          [
            figure('share', 'rate', value),
            joined('÷', figure(ofPart, kind, part), figure(ofWhole, kind, whole)),
          ],
        ];
      },
    ),
  );
}

function subscriptionSums({ subscriptions, yearly }: Snapshot): Record<string, Sum[]> {
  if (subscriptions === null) return {};
  const { steps, cliff, contractOrders, revenueShare365 } = subscriptions;
  const upTo = steps.filter(({ order }) => order <= contractOrders);
  const survival = upTo.at(-1)?.order === contractOrders ? upTo.at(-1)?.survival : null;
  const revenue = yearly?.meanRevenue == null ? null : yearly.meanRevenue * yearly.buyers;
  return {
    'repeatMore.subscriptions': sums([
      figure('share', 'rate', survival ?? null),
      joined(
        '×',
        ...upTo.map(({ reached, ended }) =>
          joined(
            '÷',
            joined('−', people('subscriptionReached', reached), people('subscriptionEnded', ended)),
            people('subscriptionReached', reached),
          ),
        ),
      ),
    ]),
    'repeatMore.cliff':
      cliff === null
        ? []
        : sums([
            figure('share', 'rate', cliff.ended / cliff.reached),
            joined(
              '÷',
              people('subscriptionEnded', cliff.ended),
              people('subscriptionReached', cliff.reached),
            ),
          ]),
    'repeatMore.subscriptionShare': sums([
      figure('share', 'rate', revenueShare365),
      joined(
        '÷',
        figure(
          'subscriptionRevenue',
          'money',
          revenue === null || revenueShare365 === null ? null : revenue * revenueShare365,
        ),
        figure('yearRevenue', 'money', revenue),
      ),
    ]),
  };
}
