import { z } from 'zod';
import { raw, rows, sql, type Tx } from '../../store/db.server';
import { kaplanMeier } from '../curves/kaplan-meier';
import { percentile } from '../curves/percentile';
import { kinds } from '../kinds';
import { integer } from '../number';
import { dateLiteral, type Scope } from '../scope';
import { f2Within, HEADLINE_DAYS } from './f2';

const SHOWN = 50;

const firstProduct = z.object({
  productId: z.string().nullable(),
  title: z.string().nullable(),
  customers: kinds.customers,
  /** of them, those without a second purchase; ÷ the loss of the funnel's first step: its share of the leak */
  notYet: kinds.customers,
  within90: kinds.rate.nullable(),
  medianDays: kinds.partDays.nullable(),
});

/** Products of the first purchase, most customers first, 50 at most. */
export const firstProductNumbers = { firstProducts: z.array(firstProduct) };

/** A line without a product is 0; it counts only where there was no other line. */
const NAMED = sql`(product <> 0 or first_products <@ '{0}')`;

/**
 * Days to the second purchase by product of the first one (README.md section 3): products differ in
 * speed. A customer whose first purchase had several products is under each.
 * @param window the shop's W; without one the median is null
 */
export async function firstProducts(
  tx: Tx,
  scope: Scope,
  secondDay: 'second_day' | 'plain_second_day',
  window: number | null,
): Promise<z.output<typeof firstProduct>[]> {
  const seen = sql`${dateLiteral(scope.asOf)} - 1 - first_day`;
  const second = raw(secondDay);
  // caps days past the headline and the window: neither tells them apart
  const [longest, longestSeen] = [Math.max(HEADLINE_DAYS, window ?? 0) + 1, HEADLINE_DAYS + 1];
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
    with bought as (
      select unnest(first_products) as product, generate_subscripts(first_products, 1) as place, first_products,
        ${second} is not null as event, ${second} is not null and ${seen} >= ${window ?? 0}::int as long,
        case when ${second} is not null then least(${second} - first_day, ${longest}::int)
          else least(${seen}, ${longestSeen}::int) end as days
      from ${scope.newcomers}
    ), durations as (
      select product, days, event, long, count(*)::int as count from bought
      where (place = 1 or array_position(first_products, product) = place) and ${NAMED}
      group by 1, 2, 3, 4
    )
    select nullif(product, 0)::text as "productId", known.title, days, event, long, count
    from durations left join products known on known.shop_id = ${scope.shop} and known.id = product
    where product in (select product from durations group by product order by sum(count) desc, product limit ${SHOWN})`,
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
        customers: customersOf(durations),
        notYet: customersOf(durations.filter(({ event }) => !event)),
        within90: f2Within(survival, HEADLINE_DAYS),
        medianDays: percentile(bought, 0.5),
      };
    })
    .sort((a, b) => b.customers - a.customers || Number(a.productId) - Number(b.productId));
}

const customersOf = (durations: readonly { count: number }[]) =>
  durations.reduce((sum, { count }) => sum + count, 0);
