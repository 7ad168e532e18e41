import { z } from 'zod';
import { one, rows, sql, type Sql, type Tx } from '../../store/db.server';
import { productTitles } from '../../store/shops/product-titles';
import { leftOutReason, onDiscount, OWN_DAY, revenueOf } from '../../store/sql/counted-orders';
import { ownCostsOf } from '../../store/sql/own-unit-costs';
import { LEFT_OUT_REASONS } from '../../terms/left-out-reasons';
import { marginOf, readMarginSums } from '../costs/margin.sql';
import { integer, money } from '../number';
import { selectDayBooks } from '../rollup/day-books.sql';
import { selectVariantDays } from '../rollup/variant-days.sql';
import { countingRules } from '../scope';
import type { ProfileRules } from './standing.server';

const orderSchema = z.object({
  /** Shopify's numeric id */
  id: z.string(),
  /** #1001 */
  name: z.string(),
  /** the shop's day */
  day: z.string(),
  /** why it counts nowhere; null: it counts */
  leftOut: z.enum(LEFT_OUT_REASONS).nullable(),
  /** its revenue; of a left-out order what it would be */
  revenue: money,
  currency: z.string(),
  discounted: z.boolean(),
  /** with a selling plan */
  plan: z.boolean(),
  /** of the kept lines; `0` is a line without a product */
  products: z.array(z.string()),
});

interface OwnOrder extends Omit<z.output<typeof orderSchema>, 'products'> {
  /** titles of its products; null: without one, or of a deleted product */
  products: (string | null)[];
}

export interface OwnOrders {
  orders: OwnOrder[];
  /** before D, on all pages */
  total: number;
  /** those that count */
  counted: number;
  /** the page read, from 1, of `pages` */
  page: number;
  pages: number;
}

/** Orders on a page of a customer. */
const PAGE = 10;

/** A customer's orders before D with their days, named `orders`. The transaction is in the shop's zone. */
const ordersOf = (rules: ProfileRules, customer: string, asOf: string): Sql => sql`(
  select * from (
    select *, ${OWN_DAY} as day from orders where shop_id = ${rules.shop} and customer_id = ${customer}::bigint offset 0
  ) own where day < ${asOf}::date) orders`;

/**
 * A page of a customer's orders before D, the latest first, with those that are left out; the last page where there are
 * fewer.
 * @param tx in the shop's zone
 * @param wanted the page, from 1
 */
export async function readOwnOrders(
  tx: Tx,
  rules: ProfileRules,
  customer: string,
  asOf: string,
  wanted: number,
): Promise<OwnOrders> {
  const counting = countingRules(rules);
  const own = ordersOf(rules, customer, asOf);
  const { total, counted } = await one(
    tx,
    z.object({ total: integer, counted: integer }),
    sql`select count(*)::int as total, (count(*) filter (where ${leftOutReason(counting)} = ''))::int as counted from ${own}`,
  );
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const page = Math.min(wanted, pages);
  const found = await rows(
    tx,
    orderSchema,
    sql`
    select id::text, name, day::text, nullif(${leftOutReason(counting)}, '') as "leftOut", ${revenueOf(counting)}::text as revenue, currency,
      ${onDiscount(counting)} as discounted, has_selling_plan as plan, product_ids::text[] as products
    from ${own} order by processed_at desc, orders.id desc limit ${PAGE} offset ${(page - 1) * PAGE}`,
  );
  const titles = await productTitles(tx, rules.shop, [
    ...new Set(found.flatMap(({ products }) => products)),
  ]);
  const orders = found.map((order) => ({
    ...order,
    products: [...new Set(order.products)].map((id) => titles.get(id) ?? null),
  }));
  return { orders, total, counted, page, pages };
}

export interface OwnMargin {
  /** what the counted orders left after the cost of goods; null where `rate` is */
  amount: number | null;
  /** null where costs are known of less than half of the worth */
  rate: number | null;
  coverage: number | null;
}

/** The gross margin of a customer's counted orders before D, by the rule of the shop's (README.md section 1). */
export async function readOwnMargin(
  tx: Tx,
  rules: ProfileRules,
  customer: string,
  asOf: string,
  revenue: number,
): Promise<OwnMargin> {
  const own = ordersOf(rules, customer, asOf);
  const book = { ...rules, trialProducts: [], upsellProducts: [], ...HAS_ALL };
  const sums = await readMarginSums(
    tx,
    {
      dayBooks: sql`(${selectDayBooks(book, own)}) day_book`,
      variantDays: sql`(${selectVariantDays(book, own)}) variant_day`,
    },
    ownCostsOf(rules.shop),
  );
  const { rate, coverage } = marginOf(sums, rules.settings.defaultMargin);
  return { amount: rate === null ? null : rate * revenue, rate, coverage };
}

/** Read whether or not the shop has any. */
const HAS_ALL = { hasSubscriptions: true, hasOwnCosts: true } as const;
