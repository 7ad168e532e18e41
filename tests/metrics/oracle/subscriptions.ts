import { compareCustomers, type OrderFact } from './ledger';
import { must } from './must';
import { median } from './percentile';
import type { Buyer } from './purchases';
import { sum, toNumber } from './ratio';
import type { View } from './view';

interface Group {
  customers: number;
  gapDays: number | null;
  second: number | null;
  contract: number | null;
  beyond: number | null;
}

interface Loss {
  order: number;
  reached: number;
  ended: number;
}

export interface SubscriptionsReport {
  customers: number;
  active: number;
  gapDays: number | null;
  limitDays: number;
  revenueShare: number | null;
  revenueShare365: number | null;
  contractOrders: number;
  steps: (Loss & { current: number; survival: number | null })[];
  cliff: (Loss & { beside: number | null }) | null;
  laterLoss: Loss | null;
  plans: (Group & { planId: string })[];
  products: (Group & { productId: string; title: string | null })[];
}

const subscriptionsOf = (buyer: Buyer): OrderFact[] =>
  buyer.orders.filter(({ subscription }) => subscription);

const gapsOf = (buyers: readonly Buyer[]): number[] =>
  buyers.flatMap((buyer) => {
    const days = subscriptionsOf(buyer).map(({ day }) => day);
    return days.slice(1).map((day, index) => day - must(days[index]));
  });

/** Who has made a j-th subscription order, by how long ago and whether there is a further one. */
function stepAt(buyers: readonly Buyer[], order: number, { asOf }: View, limit: number) {
  const made = buyers
    .map(subscriptionsOf)
    .filter((orders) => orders.length >= order)
    .map((orders) => ({
      waited: asOf - must(orders[order - 1]).day > limit,
      last: orders.length === order,
    }));
  return {
    order,
    reached: made.filter(({ waited }) => waited).length,
    ended: made.filter(({ waited, last }) => waited && last).length,
    current: made.filter(({ waited, last }) => !waited && last).length,
  };
}

/** Metrics.md section 9; null where no newcomer has a subscription order. */
export function subscriptionsReport(view: View): SubscriptionsReport | null {
  const { settings, newcomers, asOf, daysOfOrders } = view;
  const subscribers = newcomers.filter((buyer) => subscriptionsOf(buyer).length > 0);
  if (subscribers.length === 0) return null;
  const contract = settings.fanClubMinimum;
  const gapDays = median(gapsOf((view.shop ?? view).buyers));
  const limitDays = Math.max(45, 1.5 * (gapDays ?? 0));
  const most = Math.max(...subscribers.map((buyer) => subscriptionsOf(buyer).length));

  const stepsOf = (buyers: readonly Buyer[]) =>
    Array.from({ length: most }, (_, index) => stepAt(buyers, index + 1, view, limitDays));
  const survival = (buyers: readonly Buyer[], upTo: number): number | null => {
    const steps = stepsOf(buyers).slice(0, upTo);
    if (upTo < 1 || upTo > most || steps.some(({ reached }) => reached < 30)) return null;
    return steps.reduce((share, { reached, ended }) => share * ((reached - ended) / reached), 1);
  };
  const steps = stepsOf(subscribers);
  const lossAt = (order: number): Loss | null => {
    const own = steps[order - 1];
    return own === undefined || own.reached < 30
      ? null
      : { order, reached: own.reached, ended: own.ended };
  };
  const rate = ({ ended, reached }: Loss) => ended / reached;
  const [before, cliff, after] = [lossAt(contract - 1), lossAt(contract), lossAt(contract + 1)];
  const later = steps.flatMap(({ order }) => (order > contract ? (lossAt(order) ?? []) : []));
  const largest = Math.max(...later.map(rate));

  const group = (buyers: readonly Buyer[]): Group => ({
    customers: buyers.length,
    gapDays: median(gapsOf(buyers)),
    second: survival(buyers, 1),
    contract: survival(buyers, contract - 1),
    beyond: survival(buyers, contract),
  });
  const grouped = (keysOf: (first: OrderFact) => readonly string[]): [string, Buyer[]][] => {
    const own = subscribers.map((buyer) => ({
      buyer,
      keys: keysOf(must(subscriptionsOf(buyer)[0])),
    }));
    return [...new Set(own.flatMap(({ keys }) => keys))]
      .map((key): [string, Buyer[]] => [
        key,
        own.filter(({ keys }) => keys.includes(key)).map(({ buyer }) => buyer),
      ])
      .sort(([a, x], [b, y]) => y.length - x.length || compareCustomers(a, b))
      .slice(0, 10);
  };
  const share = (since: number): number | null => {
    const orders = view.buyers.flatMap((buyer) => buyer.orders).filter(({ day }) => day >= since);
    const revenue = (some: OrderFact[]) => toNumber(sum(some.map((order) => order.revenue)));
    const all = revenue(orders);
    return all === 0 ? null : revenue(orders.filter(({ subscription }) => subscription)) / all;
  };
  return {
    customers: subscribers.length,
    active: steps.reduce((total, { current }) => total + current, 0),
    gapDays,
    limitDays,
    revenueShare: share(-Infinity),
    revenueShare365: daysOfOrders < 365 ? null : share(asOf - 365),
    contractOrders: contract,
    steps: steps
      .slice(0, Math.max(24, contract + 1))
      .map((step) => ({ ...step, survival: survival(subscribers, step.order) })),
    cliff:
      cliff === null
        ? null
        : {
            ...cliff,
            beside: before === null || after === null ? null : (rate(before) + rate(after)) / 2,
          },
    laterLoss: later.find((one) => rate(one) === largest) ?? null,
    plans: grouped(({ plans }) => plans).map(([planId, own]) => ({ planId, ...group(own) })),
    products: grouped(({ planProducts }) => planProducts).map(([productId, own]) => ({
      productId,
      title: view.ledger.productTitles.get(productId) ?? null,
      ...group(own),
    })),
  };
}
