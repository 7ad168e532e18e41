import { must } from './must';
import { daysToSecond, type DaysToSecond } from './days-to-second';
import { firstProducts, type FirstProduct } from './first-products';
import type { Buyer } from './purchases';
import { stepWorthOf, type StepWorth } from './step-worth';
import { secondPurchases } from './second-purchases';
import { eventShare } from './survival';

type ByWindow<T> = Record<'30' | '60' | '90' | '180' | '365', T>;

interface FunnelStep {
  /** 1 = from the first to the second purchase */
  step: number;
  lost: number;
  /** share that continued; null without customers to continue */
  conversion: number | null;
}

interface LosingStep {
  step: number;
  lost: number;
  /** share that continued */
  rate: number;
}

export interface RepeatReport extends StepWorth {
  raw: number | null;
  within: ByWindow<number | null>;
  withinInterval: ByWindow<[number, number] | null>;
  funnel: number[];
  steps: FunnelStep[];
  leaveMost: LosingStep | null;
  worstRate: LosingStep | null;
  repeatRate365: number | null;
  daysToSecond: DaysToSecond | null;
  firstProducts: FirstProduct[];
}

function stepsOf(funnel: readonly number[]): FunnelStep[] {
  return funnel.slice(1).map((reached, index) => {
    const before = must(funnel[index]);
    return {
      step: index + 1,
      lost: before - reached,
      conversion: before === 0 ? null : reached / before,
    };
  });
}

/** The first of the steps with the largest figure; null if no step lost a customer. */
function worst(
  steps: readonly FunnelStep[],
  figure: (step: FunnelStep) => number,
): LosingStep | null {
  const losing = steps.filter((step) => step.lost > 0);
  const largest = Math.max(...losing.map(figure));
  const found = losing.find((step) => figure(step) === largest);
  return found === undefined
    ? null
    : { step: found.step, lost: found.lost, rate: found.conversion ?? NaN };
}

function repeatRate365(
  buyers: readonly Buyer[],
  asOf: number,
  daysOfOrders: number,
): number | null {
  const recent = buyers.filter((buyer) => buyer.lastDay >= asOf - 365);
  if (daysOfOrders < 365 || recent.length === 0) return null;
  return recent.filter((buyer) => buyer.purchases.length >= 2).length / recent.length;
}

function byWindow<T>(read: (days: number) => T): ByWindow<T> {
  return { 30: read(30), 60: read(60), 90: read(90), 180: read(180), 365: read(365) };
}

/**
 * Metrics.md section 3 for some customers (all, or their purchases without renewals).
 * @param buyers the newcomers among them
 */
export function repeatOf(
  all: readonly Buyer[],
  buyers: readonly Buyer[],
  asOf: number,
  daysOfOrders: number,
  productTitles: ReadonlyMap<string, string>,
): RepeatReport {
  const durations = secondPurchases(buyers, asOf);
  const funnel = Array.from(
    { length: 10 },
    (_, index) => buyers.filter((buyer) => buyer.purchases.length > index).length,
  );
  const steps = stepsOf(funnel);
  const toSecond = daysToSecond(buyers, asOf);
  return {
    raw: buyers.length === 0 ? null : must(funnel[1]) / buyers.length,
    within: byWindow((days) => eventShare(durations, days)?.share ?? null),
    withinInterval: byWindow((days) => eventShare(durations, days)?.interval ?? null),
    funnel,
    steps,
    ...stepWorthOf(buyers),
    leaveMost: worst(steps, (step) => step.lost),
    worstRate: worst(steps, (step) => 1 - (step.conversion ?? 1)),
    repeatRate365: repeatRate365(all, asOf, daysOfOrders),
    daysToSecond: toSecond,
    firstProducts: firstProducts(buyers, asOf, toSecond?.withinDays ?? null, productTitles),
  };
}
