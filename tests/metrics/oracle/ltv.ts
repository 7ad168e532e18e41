import {
  acquisitionByQuarter,
  acquisitionCost,
  orderCostOf,
  plainLtv,
  retentionCostPerMonth,
} from './costs';
import { durationOf, type DurationBasis } from './duration';
import { lapseWindow, statusOf, stays } from './lapse';
import { marginOf } from './margin';
import { must } from './must';
import { paybackOf, type PaybackReport } from './payback';
import { earlier, quarterOf, quartersOf } from './newcomers';
import { compare, parseDecimal, sum, toNumber } from './ratio';
import { firstDayAtOrBelow, survivalArea, survivalOf, type SurvivalStep } from './survival';
import { perCustomerWithin } from './tenure';
import type { View } from './view';

const TENURES = [30, 60, 90, 180, 365, 730] as const;
type Interval = [number, number] | null;

export interface LtvReport extends PaybackReport {
  toDate: number | null;
  averageOrderValueToDate: number | null;
  durationDays: number;
  basis: DurationBasis;
  medianStayDays: number | null;
  activeYears: number | null;
  averageOrderValue: number | null;
  annualPurchaseFrequency: number | null;
  purchaseDurationYears: number;
  revenue: number | null;
  interval: Interval;
  curve: { days: number; orders: number | null; revenue: number | null; interval: Interval }[];
  longestKnownDays: number | null;
  /** M, R and active years on the first day and at every twentieth of T up to 2 T */
  byTenure: {
    days: number;
    orders: number | null;
    revenue: number | null;
    activeYears: number | null;
  }[];
  /** S(t) on the days up to 2 T on which it falls */
  staying: { days: number; share: number }[];
  acquisitionCost: number | null;
  acquisitionByQuarter: { quarter: string; cost: number }[];
  retentionCostPerYear: number | null;
  orderCost: ReturnType<typeof orderCostOf>;
  /** after the cost of orders */
  marginRate: number | null;
  value: number | null;
  valueBasis: 'profit' | 'revenue';
  health: {
    amount: number;
    purchases: number;
    reachedAmount: number;
    reachedPurchases: number;
    reachedBoth: number;
  };
  quarters: {
    quarter: string;
    customers: number;
    averageOrderValue: number;
    annualPurchaseFrequency: number;
    revenue: number;
  }[];
}

/** Quarters of the last two years by the revenue of their newcomers within so many days. */
function quarterValues(view: View, days: number): LtvReport['quarters'] {
  const oldest = earlier(quarterOf(view.asOf), 8);
  return [...quartersOf(view)].flatMap(([quarter, buyers]) => {
    const known = perCustomerWithin({ asOf: view.asOf, buyers }, days)(days);
    if (known === null || quarter < oldest) return [];
    return [
      {
        quarter: quarter.replace('-', ''),
        customers: buyers.length,
        averageOrderValue: known.revenue / known.orders,
        annualPurchaseFrequency: known.orders / (days / 365),
        revenue: known.revenue,
      },
    ];
  });
}

function twentieths(duration: number): number[] {
  const days = [1];
  for (let part = 1; part <= 40; part += 1) days.push(Math.round((part * duration) / 20));
  return days;
}

/** From 1 on day 0 on; of more than 100 steps the last of each equal stretch, so that at most 100 stay. */
function stayingCurve(steps: readonly SurvivalStep[], until: number): LtvReport['staying'] {
  const curve = [{ days: 0, share: 1 }];
  const rest = steps.filter((step) => step.days <= until);
  const stretch = Math.ceil(rest.length / 100);
  while (rest.length > 0) {
    const last = must(rest.splice(0, stretch).at(-1));
    curve.push({ days: last.days, share: toNumber(last) });
  }
  return curve;
}

function healthOf(view: View): LtvReport['health'] {
  const { revenue: amount, purchases } = view.settings.healthLine;
  const reached = view.buyers.map((buyer) => ({
    amount: compare(buyer.revenue, parseDecimal(String(amount))) >= 0,
    purchases: buyer.purchases.length >= purchases,
  }));
  return {
    amount,
    purchases,
    reachedAmount: reached.filter((one) => one.amount).length,
    reachedPurchases: reached.filter((one) => one.purchases).length,
    reachedBoth: reached.filter((one) => one.amount && one.purchases).length,
  };
}

function retentionPerYear(view: View, window: number): number | null {
  const costs = view.settings.retention;
  if (costs === null) return null;
  const kept = view.buyers.filter((buyer) => statusOf(buyer, view.asOf, window) !== 'lapsed');
  const month = retentionCostPerMonth(costs, costs.customers ?? kept.length);
  return month === null ? null : 12 * month;
}

/** Metrics.md section 2. Costs that are not entered count as 0. */
export function ltvOf(view: View): LtvReport {
  const orders = view.buyers.flatMap((buyer) => buyer.orders);
  const total = toNumber(sum(orders.map((order) => order.revenue)));
  const window = lapseWindow(view).days;
  const staying = survivalOf(stays(view, window));
  const shop = view.shop ?? view;
  const duration = durationOf(shop, survivalOf(stays(shop, window)));
  const years = duration.days / 365;
  const within = perCustomerWithin(
    { asOf: view.asOf, buyers: view.newcomers },
    Math.max(2 * duration.days, ...TENURES),
  );
  const whole = within(duration.days);
  const gross = marginOf(orders).rate;
  const orderCost = orderCostOf(view.settings.orderCost, orders.length, total);
  const perOrder = orderCost === null ? 0 : orderCost.rate;
  const margin = gross === null || perOrder === null ? null : gross - perOrder;
  const activeWithin = (days: number) =>
    view.newcomers.length === 0 ? null : survivalArea(staying, days) / 365;
  const activeYears = activeWithin(duration.days);
  const acquiring = acquisitionCost(shop, view.settings.advertising);
  const keeping = retentionPerYear(shop, window);
  const elements = whole && {
    averageOrderValue: whole.revenue / whole.orders,
    annualPurchaseFrequency: whole.orders / years,
  };
  return {
    toDate: view.buyers.length === 0 ? null : total / view.buyers.length,
    averageOrderValueToDate: orders.length === 0 ? null : total / orders.length,
    durationDays: duration.days,
    basis: duration.basis,
    medianStayDays: firstDayAtOrBelow(staying, [1n, 2n]),
    activeYears,
    averageOrderValue: elements?.averageOrderValue ?? null,
    annualPurchaseFrequency: elements?.annualPurchaseFrequency ?? null,
    purchaseDurationYears: years,
    revenue: whole?.revenue ?? null,
    interval: whole?.interval ?? null,
    curve: TENURES.map((days) => {
      const point = within(days);
      return {
        days,
        orders: point?.orders ?? null,
        revenue: point?.revenue ?? null,
        interval: point?.interval ?? null,
      };
    }),
    byTenure: twentieths(duration.days).map((days) => {
      const point = within(days);
      return {
        days,
        orders: point?.orders ?? null,
        revenue: point?.revenue ?? null,
        activeYears: activeWithin(days),
      };
    }),
    staying: stayingCurve(staying, 2 * duration.days),
    longestKnownDays: TENURES.findLast((days) => within(days) !== null) ?? null,
    acquisitionCost: acquiring,
    acquisitionByQuarter: acquisitionByQuarter(shop, view.settings.advertising),
    retentionCostPerYear: keeping,
    orderCost,
    marginRate: margin,
    ...paybackOf(view, acquiring, margin),
    value:
      elements &&
      plainLtv({
        averageOrderValue: elements.averageOrderValue,
        marginRate: margin ?? 1,
        ordersPerYear: elements.annualPurchaseFrequency,
        years,
        acquisitionCost: acquiring ?? 0,
        retentionCostPerYear: keeping ?? 0,
        activeYears: activeYears ?? 0,
      }),
    valueBasis: margin === null ? 'revenue' : 'profit',
    health: healthOf(view),
    quarters: quarterValues(view, Math.min(duration.days, 365)),
  };
}
