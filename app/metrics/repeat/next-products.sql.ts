import { z } from 'zod';
import { one, raw, sql, type Tx } from '../../store/db.server';
import { productTitles } from '../../store/shops/product-titles';
import { kinds } from '../kinds';
import { integer } from '../number';
import { newcomersPurchasesOf, type Scope } from '../scope';
import { slice } from '../step';

/** Customers of a product from whom on what they bought next is said. */
export const LEAST_NEXT = 30;
/** Products that a snapshot keeps: of the earlier purchase, by step, and of the next one for each. */
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
export const nextProducts = slice({
  name: 'nextProducts',
  on: 'second',
  needs: {},
  numbers: {
    nextProducts: nextSchema,
    /** null in a shop without subscriptions: the same */
    nextProductsWithoutRenewals: nextSchema.nullable(),
  },
  run: async ({ tx, scope }) => ({
    nextProducts: await readNext(tx, scope, WITH),
    nextProductsWithoutRenewals: scope.has.subscriptions ? await readNext(tx, scope, PLAIN) : null,
  }),
});

const WITH = { number: raw('number'), gap: raw('gap') };
const PLAIN = { number: raw('plain_number'), gap: raw('plain_gap') };

async function readNext(tx: Tx, scope: Scope, columns: typeof WITH) {
  const [second, third] = [
    await readStep(tx, scope, columns, 2, KEPT.second),
    await readStep(tx, scope, columns, 3, KEPT.third),
  ];
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
 * @param place of the purchase: what it was of, by product of the one before
 * @param most products of the one before
 */
async function readStep(
  tx: Tx,
  scope: Scope,
  { number, gap }: typeof WITH,
  place: 2 | 3,
  most: number,
): Promise<Untitled> {
  return await one(
    tx,
    found,
    sql`
    with bought as (
      select customer_id, ${number} as place, ${gap} as gap,
        array(select distinct product from unnest(case when number = 1 then product_ids else next_product_ids end) product
          where product <> 0) as products
      from ${newcomersPurchasesOf(scope)} where ${number} between ${place - 1}::int and ${place}::int
    ), pair as materialized (
      select before.products as earlier, after.products as later, after.gap
      from bought before join bought after using (customer_id)
      where before.place = ${place - 1}::int and after.place = ${place}::int
    ), begun as (
      select product, count(*)::int as customers from pair, unnest(earlier) product group by 1
    ), kept as (
      select product, customers from begun order by customers desc, product limit ${most}
    ), base as (
      select product, count(*)::int as customers from pair, unnest(later) product group by 1
    ), both_of as (
      select own as earlier, product, count(*)::int as customers,
        percentile_cont(0.5) within group (order by gap) as days
      from pair, unnest(earlier) own, unnest(later) product
      where own in (select product from kept where customers >= ${LEAST_NEXT}::int) group by 1, 2
    ), ranked as (
      select *, row_number() over (partition by earlier order by customers desc, product) as rank from both_of
    )
    select (select count(*)::int from pair) as customers, (select count(*)::int from begun) as products,
      (select coalesce(json_agg(json_build_object('productId', product::text, 'customers', customers, 'next', (
        select coalesce(json_agg(json_build_object('productId', ranked.product::text, 'customers', ranked.customers,
          'base', base.customers, 'medianDays', days) order by rank), '[]')
        from ranked join base on base.product = ranked.product where earlier = kept.product and rank <= ${KEPT.next}
      )) order by customers desc, product), '[]') from kept) as from`,
  );
}
