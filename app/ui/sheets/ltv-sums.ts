import type { Snapshot } from '../../metrics/snapshot';
import { newcomersCompared } from '../ltv/newcomers-compared';
import { ltvHeadline } from '../numbers/ltv-headline';
import { ltvMargin } from '../numbers/ltv-margin';
import { lifetime } from './lifetime';
import { figure, joined, type Sum, sums } from './sum';
import { marginLeft, revenueWithin } from './worth-sums';

const YEAR = 365;
/** Quarters are compared over a year at most (app/metrics/ltv/quarters.ts). */
const LONGEST_COMPARED = 365;

type Pair = Parameters<typeof sums>[number];

/**
 * The sums of the LTV page's numbers, by sheet.
 * @param ofEveryone whether the customers are all of the shop's
 */
export function ltvSums(snapshot: Snapshot, ofEveryone: boolean): Record<string, Sum[]> {
  const { ltv, customers, revenue, orders } = snapshot;
  const averageOrderValue = figure('averageOrderValue', 'money', ltv.averageOrderValue);
  const ordersPerYear = figure('ordersPerYear', 'mean', ltv.annualPurchaseFrequency);
  const years = figure('years', 'years', ltv.purchaseDurationYears);
  const revenueEach = figure('revenueEach', 'money', ltv.revenue);
  const ordersEach = figure(
    'ordersEach',
    'mean',
    ltv.annualPurchaseFrequency === null
      ? null
      : ltv.annualPurchaseFrequency * ltv.purchaseDurationYears,
  );
  const people = figure('customers', 'customers', customers);
  const rate = figure('marginLeft', 'rate', ltv.marginRate);
  const marginOf = (amount: number | null) =>
    amount === null || ltv.marginRate === null ? null : amount * ltv.marginRate;
  const { health, quarters } = ltv;
  const share = (reached: number): Pair => [
    figure('share', 'rate', customers === 0 ? null : reached / customers),
    joined('÷', figure('reached', 'customers', reached), people),
  ];
  const best = quarters.reduce<(typeof quarters)[number] | null>(
    (a, b) => ((b.revenue ?? -1) > (a?.revenue ?? -1) ? b : a),
    null,
  );
  return {
    'ltv.ltv':
      ltv.value === null
        ? soFar()
        : sums([figure('ltv', 'money', ltv.value), lifetime(snapshot, 'product')], ...headline()),
    'ltv.observedRevenue': sums([
      revenueEach,
      joined('×', averageOrderValue, ordersPerYear, years),
    ]),
    'ltv.averageOrderValue': sums([averageOrderValue, joined('÷', revenueEach, ordersEach)]),
    'ltv.frequency': sums([ordersPerYear, joined('÷', ordersEach, years)]),
    'ltv.duration': sums([
      years,
      joined('÷', figure('days', 'days', ltv.durationDays), figure('daysOfYear', 'count', YEAR)),
    ]),
    'ltv.orderCost': orderCostSums(),
    'ltv.newcomers': newcomersSums(snapshot),
    'ltv.healthLine': sums(
      ...(ltv.value === null || health.amount === null ? [] : [fromLine(ltv.value, health.amount)]),
      ...(health.amount === null ? [] : [share(health.reachedAmount)]),
      share(health.reachedPurchases),
      ...(health.amount === null ? [] : [share(health.reachedBoth)]),
    ),
    'ltv.oneToFive': sums([
      figure(
        'times',
        'times',
        ltv.acquisitionCost === null || !ltv.retentionCostPerYear
          ? null
          : ltv.acquisitionCost / ltv.retentionCostPerYear,
      ),
      joined(
        '÷',
        figure('acquisitionCost', 'money', ltv.acquisitionCost),
        figure('retentionCost', 'money', ltv.retentionCostPerYear),
      ),
    ]),
    'ltv.quarters':
      best === null
        ? []
        : sums([
            figure('revenueEach', 'money', best.revenue),
            joined(
              '×',
              figure('averageOrderValue', 'money', best.averageOrderValue),
              figure('ordersPerYear', 'mean', best.annualPurchaseFrequency),
              figure('years', 'years', Math.min(ltv.durationDays, LONGEST_COMPARED) / YEAR),
            ),
          ]),
    'ltv.number.ltv.toDate': sums([
      figure('revenueEach', 'money', ltv.toDate),
      joined('÷', figure('revenue', 'money', revenue), people),
    ]),
    'ltv.number.ltv.averageOrderValueToDate': sums([
      figure('averageOrderValue', 'money', ltv.averageOrderValueToDate),
      joined('÷', figure('revenue', 'money', revenue), figure('orders', 'count', orders.counted)),
    ]),
    'ltv.number.ltv.paybackDays': sums([
      figure('profitEach', 'money', marginOf(ltv.paybackRevenue)),
      joined('×', figure('revenueEach', 'money', ltv.paybackRevenue), rate),
    ]),
    'ltv.channels': sums(yearTimes()),
    // sources are counted of all customers alone, which a filtered page's are not
    'ltv.number.sourceUnknown': ofEveryone
      ? sums([
          figure('share', 'rate', snapshot.sourceUnknown),
          joined(
            '÷',
            figure('sourceUnknown', 'customers', snapshot.firstOrders.unknownSource),
            people,
          ),
        ])
      : [],
    'ltv.number.averageItemsPerOrder': sums([
      figure('itemsEach', 'mean', snapshot.averageItemsPerOrder),
      joined(
        '÷',
        figure('items', 'count', whole(snapshot.averageItemsPerOrder, orders.counted)),
        figure('orders', 'count', orders.counted),
      ),
    ]),
  };

  /** How often a year's margin pays for the acquisition, of all customers. */
  function yearTimes(): Pair {
    const revenue365 = ltv.curve.find(({ days }) => days === YEAR)?.revenue ?? null;
    const profit = marginOf(revenue365);
    const cost = ltv.acquisitionCost;
    return [
      figure('times', 'times', profit === null || !cost ? null : profit / cost),
      joined(
        '÷',
        joined('×', figure('revenueEach', 'money', revenue365), rate),
        figure('acquisitionCost', 'money', cost),
      ),
    ];
  }

  /** What orders cost a customer within T, and as a share of revenue. */
  function orderCostSums(): Sum[] {
    const cost = ltv.orderCost;
    if (cost === null || cost.rate === null) return [];
    const rate = figure('orderCostRate', 'rate', cost.rate);
    return sums(
      [
        figure('orderCost', 'money', ltv.revenue === null ? null : ltv.revenue * cost.rate),
        joined('×', revenueEach, rate),
      ],
      [
        rate,
        joined(
          '+',
          figure('orderCostShare', 'rate', cost.share),
          joined(
            '÷',
            joined(
              '×',
              figure('orderCostAmount', 'money', cost.amount),
              figure('orders', 'count', orders.counted),
            ),
            figure('revenue', 'money', revenue),
          ),
        ),
      ],
      ...marginLeft(snapshot),
    );
  }

  /** Until LTV is known, the headline is revenue within the longest known tenure. */
  function soFar(): Sum[] {
    const known = ltv.curve.find(({ days }) => days === ltv.longestKnownDays);
    return known ? revenueWithin(known.revenue, known.orders) : [];
  }

  /** A long duration's headline covers two years: the whole less what comes later. */
  function headline(): Pair[] {
    const shown = ltvHeadline(ltv, ltvMargin(snapshot));
    if (shown === null || shown.beyond === null) return [];
    return [
      [
        figure('headline', 'money', shown.amount),
        joined(
          '−',
          figure('ltv', 'money', ltv.value),
          figure('beyond', 'money', shown.beyond.amount),
        ),
      ],
    ];
  }
}

/** The latest newcomers against the four quarters before, and against the same quarter a year before. */
function newcomersSums(snapshot: Snapshot): Sum[] {
  const { newcomersChange: change } = snapshot;
  const compared = newcomersCompared(snapshot);
  if (change === null || compared === null) return [];
  const against = (of: 'newYearEach' | 'yearBeforeEach', other: number): Pair => [
    figure('atStake', 'money', change.revenue - other),
    joined('−', figure('newQuarterEach', 'money', change.revenue), figure(of, 'money', other)),
  ];
  const { before, year } = compared;
  return sums(
    against('newYearEach', before.revenue),
    ...(year === null ? [] : [against('yearBeforeEach', year.revenue)]),
  );
}

/** How far LTV is from the health line. */
function fromLine(value: number, line: number): Pair {
  const [ltv, healthLine] = [figure('ltv', 'money', value), figure('healthLine', 'money', line)];
  return [
    figure('atStake', 'money', Math.abs(value - line)),
    value >= line ? joined('−', ltv, healthLine) : joined('−', healthLine, ltv),
  ];
}

/** The count of which a mean is the quotient; null where that is no whole number, as of another base. */
export function whole(mean: number | null, base: number): number | null {
  if (mean === null) return null;
  const count = Math.round(mean * base);
  return Math.abs(count - mean * base) < 1e-6 * Math.max(1, count) ? count : null;
}
