import { z } from 'zod';
import { raw, rows, sql, type Tx } from '../../store/db.server';
import { kaplanMeier } from '../curves/kaplan-meier';
import { percentile } from '../curves/percentile';
import { integer } from '../number';
import { dateLiteral, purchasesOf, type Scope } from '../scope';
import type { Snapshot } from '../snapshot';

const SHOWN = 50;
const HEADLINE_DAYS = 90;
const LEAST_DURATIONS = 30;

/**
 * Days to the second purchase by product of the first one (metrics.md section 3; products settle in
 * at different speeds). A customer whose first purchase had several products stands under each.
 * @param window the shop's W; without one the median is null
 */
export async function firstProducts(
  tx: Tx,
  scope: Scope,
  secondDay: 'second_day' | 'plain_second_day',
  window: number | null,
): Promise<Snapshot['repeat']['firstProducts']> {
  const asOf = dateLiteral(scope.asOf);
  const second = raw(secondDay);
  // a line without a product is 0; it stands for itself only where nothing else was bought
  const firstPurchases = sql`
    ${purchasesOf(scope)} cross join lateral (
      select distinct product from unnest(case when product_ids <@ '{0}' then '{0}' else array_remove(product_ids, 0) end) product
    ) own`;
  const most = await rows(
    tx,
    z.object({ product: z.string() }),
    sql`
    select product::text from ${firstPurchases} where number = 1
    group by product order by count(*) desc, own.product limit ${SHOWN}`,
  );
  const found = await rows(
    tx,
    z.object({
      productId: z.string().nullable(),
      title: z.string().nullable(),
      days: integer,
      event: z.boolean(),
      long: z.boolean(),
      count: integer,
    }),
    sql`
    select nullif(product, 0)::text as "productId", known.title, days, event, long, count
    from (
      select product, coalesce(${second}, ${asOf} - 1) - first_day as days, ${second} is not null as event,
        ${asOf} - 1 - first_day >= ${window ?? 0}::int as long, count(*)::int as count
      from ${firstPurchases} join ${scope.summaries} on summary.customer_id = purchase.customer_id
      where number = 1 and product = any(${most.map(({ product }) => product)}::bigint[])
      group by 1, 2, 3, 4
    ) durations left join products known on known.shop_id = ${scope.shop} and known.id = product`,
  );
  const byProduct = Map.groupBy(found, ({ productId }) => productId);
  return [...byProduct.entries()]
    .map(([productId, durations]) => {
      const survival = kaplanMeier(durations);
      const bought = durations
        .filter(({ event, long, days }) => event && long && window !== null && days <= window)
        .map(({ days, count }) => ({ value: days, count }));
      return {
        productId,
        title: durations[0]?.title ?? null,
        customers: durations.reduce((sum, { count }) => sum + count, 0),
        within90:
          survival.atRisk(HEADLINE_DAYS) < LEAST_DURATIONS ? null : 1 - survival.at(HEADLINE_DAYS),
        medianDays: percentile(bought, 0.5),
      };
    })
    .sort((a, b) => b.customers - a.customers || Number(a.productId) - Number(b.productId));
}
