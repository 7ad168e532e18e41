import { z } from 'zod';
import { one, raw, sql, type Sql, type Tx } from '../../store/db.server';
import { productTitles } from '../../store/shops/product-titles';
import { kinds } from '../kinds';
import { integer } from '../number';
import { newcomersPurchasesOf, type Scope } from '../scope';

/** Customers of a product from whom on what they bought next is said. */
const LEAST_NEXT = 30;
/** Products that are kept: of the earlier purchase, by step, and of the next one for each. */
const KEPT = { second: 8, third: 4, next: 3 };

const next = z.object({
  productId: z.string(),
  title: z.string().nullable(),
  /** of the earlier product's customers, those whose next purchase has this one */
  customers: kinds.customers,
  /** customers of all earlier products whose next purchase has this one: the base rate's part */
  base: kinds.customers,
  /** between the two purchases */
  medianDays: kinds.partDays.nullable(),
});

const stepSchema = z.object({
  /** newcomers with this purchase: the base rate's whole */
  customers: kinds.customers,
  /** products of the earlier purchase, of which `from` has some */
  products: kinds.count,
  /** most customers first */
  from: z.array(
    z.object({
      productId: z.string(),
      title: z.string().nullable(),
      /** newcomers who had it in the earlier purchase and have bought again */
      customers: kinds.customers,
      /** most customers first; empty under 30 customers */
      next: z.array(next),
    }),
  ),
});
type NextStep = z.output<typeof stepSchema>;

/** What the second purchase was of, by product of the first; and the third, by product of the second. */
const nextSchema = z.object({ second: stepSchema, third: stepSchema });

/** What newcomers bought next (README.md section 3). */
export const nextProductsSchema = z.object({
  nextProducts: nextSchema,
  /** null in a shop without subscriptions: the same */
  nextProductsWithoutRenewals: nextSchema.nullable(),
});
export type NextProducts = z.output<typeof nextProductsSchema>;

/** Counts what newcomers bought next: a quarter of a large shop's count, which one page shows. */
export async function countNextProducts(tx: Tx, scope: Scope): Promise<NextProducts> {
  return {
    nextProducts: await readNext(tx, scope, WITH),
    nextProductsWithoutRenewals: scope.has.subscriptions ? await readNext(tx, scope, PLAIN) : null,
  };
}

const WITH = { number: raw('number'), gap: raw('gap') };
const PLAIN = { number: raw('plain_number'), gap: raw('plain_gap') };

async function readNext(tx: Tx, scope: Scope, columns: typeof WITH) {
  const [second, third] = await readSteps(tx, scope, columns);
  const ids = [second, third].flatMap(({ from }) =>
    from.flatMap(({ productId, next }) => [productId, ...next.map((one) => one.productId)]),
  );
  const titles = await productTitles(tx, scope.shop, [...new Set(ids)]);
  const titled = <T extends { productId: string }>(row: T) => ({
    ...row,
    title: titles.get(row.productId) ?? null,
  });
  const withTitles = (step: Untitled): NextStep => ({
    ...step,
    from: step.from.map((row) => titled({ ...row, next: row.next.map(titled) })),
  });
  return { second: withTitles(second), third: withTitles(third) };
}

const found = z.object({
  customers: integer,
  products: integer,
  from: z.array(
    z.object({
      productId: z.string(),
      customers: integer,
      next: z.array(
        z.object({
          productId: z.string(),
          customers: integer,
          base: integer,
          medianDays: z.number().nullable(),
        }),
      ),
    }),
  ),
});
type Untitled = z.output<typeof found>;

/**
 * The rows of some pairs, one for each of a purchase's products: `product` in place of the array. A product of several lines
 * counts once, a line without a product not at all. An array is opened in the list of columns: a subquery for each of
 * 250,000 rows took three times as long.
 * @param columns that stay
 */
const perProduct = (which: 'earlier' | 'later', columns: Sql, rows: Sql) => sql`
  select ${columns}, product from (
    select ${columns}, unnest(${raw(which)}) as product, generate_subscripts(${raw(which)}, 1) as line, ${raw(which)} as all_lines
    from ${rows}
  ) opened where product <> 0 and array_position(all_lines, product) = line`;

/** The second and the third purchase, in one reading of the purchases. */
async function readSteps(
  tx: Tx,
  scope: Scope,
  { number, gap }: typeof WITH,
): Promise<[Untitled, Untitled]> {
  const { second, third } = await one(
    tx,
    z.object({ second: found, third: found }),
    sql`
    with bought as materialized (
      select customer_id, ${number} as place, ${gap} as gap, next_product_ids as products
      from ${newcomersPurchasesOf(scope)} where ${number} in (2, 3)
    ), pair as materialized (
      select place, first_products as earlier, products as later, gap
      from bought join ${scope.newcomers} using (customer_id) where place = 2
      union all
      select after.place, before.products, after.products, after.gap
      from bought before join bought after using (customer_id) where before.place = 2 and after.place = 3
    ), begun as (
      select place, product, count(*)::int as customers,
        row_number() over (partition by place order by count(*) desc, product) as rank
      from (${perProduct('earlier', sql`place`, sql`pair`)}) own group by 1, 2
    ), kept as materialized (
      select place, product, customers, rank from begun
      where rank <= case place when 2 then ${KEPT.second}::int else ${KEPT.third}::int end
    ), base as (
      select place, product, count(*)::int as customers
      from (${perProduct('later', sql`place`, sql`pair`)}) own group by 1, 2
    ), said as (
      select place, array_agg(product) as products from kept where customers >= ${LEAST_NEXT}::int group by 1
    ), begun_with as (
      ${perProduct('earlier', sql`place, later, gap, products`, sql`pair join said using (place) where earlier && products`)}
    ), both_of as (
      select place, own, product, count(*)::int as customers,
        percentile_cont(0.5) within group (order by gap) as days
      from (${perProduct(
        'later',
        sql`place, own, gap`,
        sql`(select place, later, gap, product as own from begun_with where product = any(products)) had`,
      )}) own group by 1, 2, 3
    ), ranked as (
      select *, row_number() over (partition by place, own order by customers desc, product) as rank from both_of
    )
    select ${stepJson(2)} as second, ${stepJson(3)} as third`,
  );
  return [second, third];
}

/** A step of the statement's results as JSON. @param place of the later purchase */
const stepJson = (place: 2 | 3) => sql`json_build_object(
  'customers', (select count(*) from pair where place = ${place}::int),
  'products', (select count(*) from begun where place = ${place}::int),
  'from', (
    select coalesce(json_agg(json_build_object('productId', product::text, 'customers', customers, 'next', (
      select coalesce(json_agg(json_build_object('productId', ranked.product::text, 'customers', ranked.customers,
        'base', base.customers, 'medianDays', days) order by ranked.rank), '[]')
      from ranked join base using (place, product)
      where ranked.place = kept.place and own = kept.product and ranked.rank <= ${KEPT.next}::int
    )) order by rank), '[]') from kept where place = ${place}::int
  ))`;
