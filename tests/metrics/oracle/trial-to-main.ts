import { compareCustomers } from './ledger';
import { must } from './must';
import type { Buyer } from './purchases';
import { isTrialOnly } from './segments';
import { eventShare, type Duration } from './survival';
import type { View } from './view';

interface TrialGroup {
  customers: number;
  within: Record<'30' | '60' | '90', number | null>;
}

export interface TrialToMainReport extends TrialGroup {
  withinInterval: Record<'30' | '60' | '90', [number, number] | null>;
  products: (TrialGroup & { productId: string; title: string | null })[];
  sources: (TrialGroup & { source: string | null })[];
}

/** Days from the first purchase to the first later one with a main product or a selling plan. */
function toMain(buyers: readonly Buyer[], { asOf, settings }: View): Duration[] {
  return buyers.map((buyer) => {
    const main = buyer.purchases
      .slice(1)
      .find(({ orders }) =>
        orders.some(
          (order) =>
            order.subscription ||
            order.goods.some((line) => settings.productRoles[line.productId ?? ''] === 'main'),
        ),
      );
    return main === undefined
      ? { days: asOf - 1 - buyer.firstDay, event: false }
      : { days: main.day - buyer.firstDay, event: true };
  });
}

function groupOf(buyers: readonly Buyer[], view: View): TrialGroup {
  const durations = toMain(buyers, view);
  const share = (days: number) => eventShare(durations, days)?.share ?? null;
  return {
    customers: buyers.length,
    within: { '30': share(30), '60': share(60), '90': share(90) },
  };
}

function trialsOf(buyer: Buyer): string[] {
  const goods = must(buyer.purchases[0]).orders.flatMap((order) => order.goods);
  return [...new Set(goods.flatMap(({ productId }) => productId ?? []))];
}

function grouped<K>(buyers: readonly Buyer[], keysOf: (buyer: Buyer) => K[]): [K, Buyer[]][] {
  const keys = new Set(buyers.flatMap(keysOf));
  return [...keys].map((key) => [key, buyers.filter((buyer) => keysOf(buyer).includes(key))]);
}

/** Metrics.md section 9; null where no product is a trial. */
export function trialToMainOf(view: View): TrialToMainReport | null {
  const roles = view.settings.productRoles;
  if (!Object.values(roles).includes('trial')) return null;
  const began = view.newcomers.filter((one) => isTrialOnly(must(one.purchases[0]), roles));
  const interval = (days: number) => eventShare(toMain(began, view), days)?.interval ?? null;
  return {
    ...groupOf(began, view),
    withinInterval: { '30': interval(30), '60': interval(60), '90': interval(90) },
    products: grouped(began, trialsOf)
      .map(([productId, own]) => ({
        productId,
        title: view.ledger.productTitles.get(productId) ?? null,
        ...groupOf(own, view),
      }))
      .sort((a, b) => b.customers - a.customers || compareCustomers(a.productId, b.productId)),
    sources: grouped(began, (buyer) => [must(buyer.orders[0]).source])
      .map(([source, own]) => ({ source, ...groupOf(own, view) }))
      .sort(
        (a, b) =>
          b.customers - a.customers || ((a.source ?? '\uffff') < (b.source ?? '\uffff') ? -1 : 1),
      ),
  };
}
