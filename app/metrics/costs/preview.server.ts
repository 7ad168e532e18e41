import { sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { costsOfKeys, ownCostsOf } from '../../store/sql/own-unit-costs';
import type { Snapshot } from '../snapshot';
import { readSnapshot } from '../read.server';
import { readShop } from '../rollup/snapshot.server';
import { variantsSold } from '../rollup/variants-sold.server';
import { dayBooksOf, type Scope } from '../scope';
import type { CostSettings } from '../settings';
import { createAnalyzedTable, createTable } from '../step';
import { lifetimeValue } from '../formulas/lifetime-value';
import type { Limited } from '../preview/within-limit.server';
import { retentionCostPerYear } from './costs.sql';
import { marginOf, readMarginSums, type MarginSums } from './margin.sql';
import { afterOrders } from '../formulas/after-orders';

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
  return await preview(shop, async (tx, base, asOf) => {
    const own = ownCostsOf(shop);
    const sums = await readMarginSums(tx, await daysOf(tx, base, asOf, own), own);
    return settings.map((each) => ({ sums, settings: each }));
  });
}

/**
 * The same with the unit costs of now, and with some of them changed.
 * @param changed costs by key (app/settings/entered/goods/cost-key.ts); null: none any more
 * @param limited default: the limit of each statement alone
 */
export async function previewUnitCosts(
  shop: ShopId,
  changed: Readonly<Record<string, number | null>>,
  limited: Limited = (connections) => [...connections],
): Promise<CostPreview | null> {
  return await preview(shop, async (unlimited, base, asOf) => {
    const [tx = unlimited] = limited([unlimited]);
    const own = ownCostsOf(shop);
    const columns = sql`product_id, variant_id, from_day`;
    const given = await createTable(
      tx,
      'changed_costs',
      sql`select * from ${costsOfKeys(changed)}`,
    );
    const then = await createAnalyzedTable(
      tx,
      'costs_then',
      sql`
      select ${columns}, unit_cost_shop_amount from ${own}
      where not exists (select from ${given} changed
        where (changed.product_id, changed.variant_id, changed.from_day) = (cost.product_id, cost.variant_id, cost.from_day))
      union all select ${columns}, unit_cost_shop_amount from ${given} where unit_cost_shop_amount is not null`,
    );
    const days = await daysOf(
      tx,
      base,
      asOf,
      sql`(select product_id, from_day from ${own} union select product_id, from_day from ${given}) touched`,
    );
    const { settings } = base;
    return [
      { sums: await readMarginSums(tx, days, own), settings },
      { sums: await readMarginSums(tx, days, sql`${then} cost`), settings },
    ];
  });
}

type Base = Pick<Scope, 'shop' | 'currency' | 'timezone' | 'settings'>;

/** @param count on a connection of the shop, the sums of each preview and the settings that it is by */
async function preview(
  shop: ShopId,
  count: (
    tx: Tx,
    base: Base,
    asOf: string,
  ) => Promise<{ sums: MarginSums; settings: CostSettings }[]>,
): Promise<CostPreview | null> {
  const read = await readSnapshot(shop);
  if (read === null) return null;
  const { snapshot } = read;
  const { base } = await readShop(shop);
  const counted = await withShop(shop, (tx) => count(tx, base, snapshot.asOf));
  return {
    figures: counted.map(({ sums, settings }) => figuresOf(snapshot, sums, settings)),
    customers: snapshot.status.active + snapshot.status.atRisk,
    durationDays: snapshot.ltv.durationDays,
  };
}

/** The shop's days before D. @param costs of what was sold, that of these goods alone, in rows for each of their days */
async function daysOf(tx: Tx, base: Base, asOf: string, costs: Sql) {
  const { rowCount } = await tx.query(sql`select from ${costs} limit 1`);
  return {
    dayBooks: dayBooksOf(base.shop, asOf),
    variantDays:
      rowCount === 0
        ? null
        : await variantsSold(
            tx,
            base,
            asOf,
            sql`and product_id in (select product_id from ${costs})`,
            costs,
          ),
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
