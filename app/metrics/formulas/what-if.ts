import { afterOrders } from './after-orders';
import { elementsOf } from './elements-of';
import { lifetimeValue } from './lifetime-value';
import { STEPS_OF_DURATION, tenureStep } from './tenure-steps';

/** The six elements of LTV, in the articles' order of what a shop can change soonest. */
export const LEVERS = [
  ...(['frequency', 'duration', 'averageOrderValue', 'grossMargin'] as const),
  ...(['acquisitionCost', 'retentionCost'] as const),
] as const;
export type Lever = (typeof LEVERS)[number];

/** How far each element is moved, as a fraction of what is observed: 0.1 is 10 % more. The margin moves in points. */
export type Changes = Partial<Record<Lever, number>>;

/** What a snapshot knows of the elements. */
export interface Observed {
  /** T */
  durationDays: number;
  /** over T; null without newcomers */
  activeYears: number | null;
  /** M, R and active years at the steps of T */
  byTenure: readonly {
    days: number;
    orders: number | null;
    revenue: number | null;
    activeYears: number | null;
  }[];
  /** R(365), for the goal of a year; null where it is not known */
  yearRevenue: number | null;
  grossMargin: number | null;
  orderCost: { amount: number; share: number } | null;
  /** counted orders, and their revenue */
  counted: { orders: number; revenue: number };
  acquisitionCost: number | null;
  retentionCostPerYear: number | null;
}

/** LTV with moved elements. */
export interface Supposed {
  value: number;
  days: number;
  averageOrderValue: number;
  ordersPerYear: number;
  grossMargin: number | null;
  acquisitionCost: number | null;
  retentionCostPerYear: number | null;
  /** what a customer is worth within 365 days, before the costs of winning and keeping; null where R(365) is */
  year: number | null;
}

/**
 * LTV where elements are moved, by the formulas that count it. The duration moves R itself: R(1.1 T), not 1.1 R(T), so that
 * it stops where no 30 customers were observed for that long. Nothing moved is the LTV of the snapshot, in every digit.
 * @returns null where it cannot be known
 */
export function whatIf(of: Observed, changes: Changes = {}): Supposed | null {
  const moved = (lever: Lever) => 1 + (changes[lever] ?? 0);
  const at = tenureAt(of, changes.duration ?? 0);
  if (at === null) return null;
  const years = at.days / 365;
  const elements = elementsOf(at, years);
  if (elements === null) return null;
  const averageOrderValue = elements.averageOrderValue * moved('averageOrderValue');
  const ordersPerYear = elements.ordersPerYear * moved('frequency');
  const grossMargin =
    of.grossMargin === null ? null : Math.min(1, of.grossMargin + (changes.grossMargin ?? 0));
  const { orders, revenue } = of.counted;
  // an amount per order is a smaller share of a larger one
  const { marginRate } = afterOrders(of.orderCost, grossMargin, {
    orders,
    revenue: revenue * moved('averageOrderValue'),
  });
  const acquisitionCost = times(of.acquisitionCost, moved('acquisitionCost'));
  const retentionCostPerYear = times(of.retentionCostPerYear, moved('retentionCost'));
  const earned = { averageOrderValue, ordersPerYear, years, marginRate };
  const costs = { acquisitionCost, retentionCostPerYear, activeYears: at.activeYears };
  return {
    value: lifetimeValue({ ...earned, ...costs }),
    days: at.days,
    ...{ averageOrderValue, ordersPerYear, grossMargin, acquisitionCost, retentionCostPerYear },
    year: yearOf(of, moved('averageOrderValue') * moved('frequency'), marginRate),
  };
}

/** The durations that are known, as changes of T, from short to long. */
export function knownDurations(of: Observed): { change: number; days: number }[] {
  return Array.from({ length: 2 * STEPS_OF_DURATION }, (_, at) => at + 1).flatMap((steps) => {
    const change = steps / STEPS_OF_DURATION - 1;
    const tenure = tenureAt(of, change);
    return tenure === null ? [] : [{ change, days: tenure.days }];
  });
}

/** M, R and active years at a moved duration. */
function tenureAt(of: Observed, change: number) {
  const days = tenureStep(of.durationDays, Math.round((1 + change) * STEPS_OF_DURATION));
  const point = of.byTenure.find((one) => one.days === days);
  if (point === undefined || !isKnown(point.orders) || !isKnown(point.revenue)) return null;
  const years = days === of.durationDays ? of.activeYears : point.activeYears;
  // without a retention cost they move nothing; a snapshot of an older release has none beside T's
  if (!isKnown(years) && of.retentionCostPerYear !== null) return null;
  return {
    days,
    orders: point.orders,
    revenue: point.revenue,
    activeYears: isKnown(years) ? years : 0,
  };
}

/** A customer's worth within a year: the goal's ruler. */
function yearOf(of: Observed, moved: number, marginRate: number | null): number | null {
  return isKnown(of.yearRevenue) ? of.yearRevenue * moved * (marginRate ?? 1) : null;
}

const times = (cost: number | null, by: number) => (cost === null ? null : cost * by);

/** A snapshot of another release has NaN, and its JSON null. */
const isKnown = (value: number | null | undefined): value is number => Number.isFinite(value);
