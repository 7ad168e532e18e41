import { dayOf, type Day } from './calendar';
import type { Ledger, OrderFact } from './ledger';
import { buyersOf, gapsOf, type Buyer } from './purchases';
import type { OracleSettings } from './settings';

/** A shop as of day D: the orders before it, and the values that the sections share. */
export interface View {
  ledger: Ledger;
  /** of a filtered view: the whole shop, which sets windows, T and costs */
  shop?: View;
  /** the same view as of an earlier day */
  earlier: (day: Day) => View;
  settings: OracleSettings;
  /** D; the last observed day is D - 1 */
  asOf: Day;
  /** every order known as of D */
  read: OrderFact[];
  buyers: Buyer[];
  /** buyers who count as newcomers: all, or those from the setting's day on */
  newcomers: Buyer[];
  /** days between successive purchases */
  gaps: number[];
  /** D - the day of the first counted order; 0 without one */
  daysOfOrders: number;
}

export function viewAsOf(ledger: Ledger, asOf: Day, settings: OracleSettings): View {
  const read = ledger.orders.filter((order) => order.day < asOf);
  const counted = read.filter((order) => order.reason === null);
  const buyers = buyersOf(counted, settings.counting);
  const firstDays = buyers.map((buyer) => buyer.firstDay);
  const firstDay = firstDays.reduce((first, day) => Math.min(first, day), asOf);
  return {
    ledger,
    earlier: (day) => viewAsOf(ledger, day, settings),
    settings,
    asOf,
    read,
    buyers,
    newcomers: newcomersAmong(buyers, settings),
    gaps: gapsOf(buyers),
    daysOfOrders: asOf - firstDay,
  };
}

/** Customers with their first purchase from `newcomersFrom` on. */
export function newcomersAmong(buyers: readonly Buyer[], settings: OracleSettings): Buyer[] {
  const from = settings.newcomersFrom === null ? -Infinity : dayOf(settings.newcomersFrom);
  return buyers.filter((buyer) => buyer.firstDay >= from);
}

/** Fewer than 730 days of orders or fewer than 100 gaps: too young to measure its lapse window. */
export function isYoung(view: View): boolean {
  return view.daysOfOrders < 730 || view.gaps.length < 100;
}
