import type { Snapshot } from '../../../metrics/snapshot';
import type { Following } from '../../../progress/following';
import type { ImportProgress } from '../../../progress/import-progress';
import type { OrdersSetApart } from '../../../progress/set-apart';
import type { Period } from '../../../metrics/reconcile/amounts.sql';
import type { Listed, OrderList } from '../../../metrics/reconcile/listed-orders.server';
import type { Reconciliation } from '../../../metrics/reconcile/reconcile.server';
import { LEFT_OUT_REASONS, type LeftOutReason } from '../../../terms/left-out-reasons';
import type { ReconcileLine } from '../../../terms/reconcile-lines';
import type { NamedPeriod, PeriodFault } from './period';

interface OfShop {
  currency: string;
  timezone: string;
}

export interface ReconcileView extends OfShop {
  /** as the form shows it: the period, or what was entered in place of one */
  entered: Period;
  fault: PeriodFault | null;
  /** slow: the database would take too long for a page; null: the period is none, or there is no shop yet */
  found: Reconciliation | 'slow' | null;
  /** of revenue: without tax or with it */
  basis: 'net' | 'withTax';
  named: Record<NamedPeriod, Period>;
}

export interface OrdersView extends OfShop {
  which: Listed;
  basis: ReconcileView['basis'];
  list: OrderList | 'slow';
}

/** What the page of a shop's data says. */
export interface DataView extends OfShop {
  importing: ImportProgress;
  /** ISO; null: never */
  times: { imported: string | null; change: string | null; check: string | null };
  following: Following;
  /** in the newest numbers; null before them */
  orders: Snapshot['orders'] | null;
  computedAt: string | null;
  setApart: OrdersSetApart;
  /** requests of customers that wait for their job */
  waitingRequests: number;
}

/** Lines that the page leaves out where no order has them; subtotals always stand. */
export const isShown = (
  line: ReconcileLine,
  { amount, orders }: Reconciliation['lines'][ReconcileLine],
  isSubtotal: boolean,
): boolean => isSubtotal || amount !== 0 || (orders > 0 && line !== 'rounding');

/** The key of a line's name. */
export function lineKey(line: ReconcileLine, basis: ReconcileView['basis']) {
  if (line === 'noCustomer') return 'line.noCustomer';
  if (isReason(line)) return `numbers:leftOut.reason.${line}` as const;
  return line === 'tax' && basis === 'withTax' ? 'line.taxAdded' : (`line.${line}` as const);
}

const isReason = (line: ReconcileLine | LeftOutReason): line is ReconcileLine & LeftOutReason =>
  LEFT_OUT_REASONS.some((reason) => reason === line);
