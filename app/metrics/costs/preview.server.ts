import { withShop, type ShopId } from '../../store/db.server';
import type { Snapshot } from '../snapshot';
import { readSnapshot } from '../read.server';
import { dayBooksOf } from '../scope';
import type { CostSettings } from '../settings';
import { lifetimeValue } from '../ltv/value';
import { retentionCostPerYear } from './costs.sql';
import { marginOf, readMarginSums, type MarginSums } from './margin.sql';
import { afterOrders } from './order-cost';

/** The numbers that costs move. */
export interface CostFigures {
  /** gross, and the share of revenue whose cost is known or assumed */
  grossMargin: number | null;
  coverage: number | null;
  /** what orders cost besides goods, as a share of revenue; null: not entered */
  orderCost: number | null;
  retentionCostPerYear: number | null;
  /** LTV; null until it is known */
  value: number | null;
  valueBasis: Snapshot['ltv']['valueBasis'];
}

export interface CostPreview {
  figures: CostFigures[];
  /** whom retention cost is divided by where no number is entered: customers who have not lapsed */
  customers: number;
  durationDays: number;
}

/**
 * The numbers of all customers now, by several settings of costs: what the shop's next count gives with each. They come from
 * sums that are kept: 6 ms with ten years of days, however many orders they have.
 * @returns null before a shop's first numbers
 */
export async function previewCosts(
  shop: ShopId,
  settings: readonly CostSettings[],
): Promise<CostPreview | null> {
  const read = await readSnapshot(shop);
  if (read === null) return null;
  const { snapshot } = read;
  const sums = await withShop(shop, (tx) => readMarginSums(tx, dayBooksOf(shop, snapshot.asOf)));
  return {
    figures: settings.map((each) => figuresOf(snapshot, sums, each)),
    customers: snapshot.status.active + snapshot.status.atRisk,
    durationDays: snapshot.ltv.durationDays,
  };
}

function figuresOf(snapshot: Snapshot, sums: MarginSums, settings: CostSettings): CostFigures {
  const { ltv, orders, revenue, status } = snapshot;
  const { averageOrderValue, annualPurchaseFrequency: ordersPerYear, activeYears } = ltv;
  const margin = marginOf(sums, settings.defaultMargin);
  const of = { orders: orders.counted, revenue };
  const { orderCost, marginRate } = afterOrders(settings.orderCost, margin.rate, of);
  const keeping = retentionCostPerYear(settings.retention, status.active + status.atRisk);
  const isKnown = averageOrderValue !== null && ordersPerYear !== null && activeYears !== null;
  return {
    grossMargin: margin.rate,
    coverage: margin.coverage,
    orderCost: orderCost?.rate ?? null,
    retentionCostPerYear: keeping,
    value: isKnown
      ? lifetimeValue({
          ...{ averageOrderValue, ordersPerYear, activeYears, marginRate },
          years: ltv.purchaseDurationYears,
          acquisitionCost: ltv.acquisitionCost,
          retentionCostPerYear: keeping,
        })
      : null,
    valueBasis: marginRate === null ? 'revenue' : 'profit',
  };
}
