import { dayText } from './calendar';
import { must } from './must';
import type { View } from './view';

export interface BeginningReport {
  /** of all customers: those of whom Shopify counts more orders */
  incompleteCustomers: number;
  begins: 'known' | 'middle';
  reasons: ('ordersAtShopify' | 'orderNumbers' | 'earlyNewcomers')[];
  notNew: number | null;
  newcomersFrom: string | null;
  suggestedFrom: string | null;
}

/** The distance of the earliest orders' numbers from 1001; 0 if their names do not rise by one. */
function numbersMissing(view: View): number {
  const orders = view.read.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).slice(0, 200);
  const numbers = orders
    .map((order) => /\d+(?=\D*$)/.exec(order.name)?.[0])
    .filter((digits) => digits !== undefined)
    .map(Number);
  let ones = 0;
  for (let place = 1; place < numbers.length; place += 1)
    if (must(numbers[place]) - must(numbers[place - 1]) === 1) ones += 1;
  return ones > 0 && ones > (numbers.length - 1) / 2 ? Math.max(0, Math.min(...numbers) - 1001) : 0;
}

/** Whether the history begins in the middle of the shop's life: app/metrics/README.md section 8. */
export function beginningOf(given: View): BeginningReport {
  const view = given.shop ?? given;
  const { buyers, asOf, ledger } = view;
  const first = asOf - view.daysOfOrders;
  const cameOn = (from: number, until: number): number =>
    buyers.filter((buyer) => buyer.firstDay - first >= from && buyer.firstDay - first < until)
      .length;
  const incomplete = buyers.filter((buyer) => ledger.hasOrdersElsewhere(buyer.id)).length;
  const missing = numbersMissing(view);
  const steadyIsKnown = buyers.length > 0 && view.daysOfOrders >= 360;
  const steady = cameOn(180, 360);
  const reasons: BeginningReport['reasons'] = [];
  if (incomplete > 0 && incomplete / buyers.length >= 0.05) reasons.push('ordersAtShopify');
  if (missing > 0 && missing >= view.read.length * 0.05) reasons.push('orderNumbers');
  if (steadyIsKnown && cameOn(0, 30) / 30 > (1.5 * steady) / 180) reasons.push('earlyNewcomers');
  const excess = steadyIsKnown && steady >= 30 ? cameOn(0, 180) - steady : 0;
  const most = Math.max(incomplete, excess);
  const middle = reasons.length > 0;
  const known = new Set(ledger.orders.flatMap(({ customer }) => customer ?? []));
  return {
    incompleteCustomers: [...known].filter((customer) => ledger.hasOrdersElsewhere(customer))
      .length,
    begins: middle ? 'middle' : 'known',
    reasons,
    notNew: middle && most > 0 ? most : null,
    newcomersFrom: view.settings.newcomersFrom,
    suggestedFrom: middle && cameOn(180, Infinity) >= 30 ? dayText(first + 180) : null,
  };
}
