import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { kinds } from '../kinds';
import { integer, ratio } from '../number';
import type { Scope } from '../scope';
import { slice } from '../step';
import { firstPurchasesOf } from './chosen.sql';

/** Products and sources of a filter's menu. */
const MOST = 50;

const firstOrdersSchema = z.object({
  /** products of first orders, most customers first */
  products: z.array(
    z.object({ productId: z.string(), title: z.string().nullable(), customers: kinds.customers }),
  ),
  /** known sources of first orders, most customers first */
  sources: z.array(z.object({ source: z.string(), customers: kinds.customers })),
  /** customers whose first order's source is unknown */
  unknownSource: kinds.customers,
  /** customers whose first order is on discount, and has a selling plan */
  discounted: kinds.customers,
  subscribed: kinds.customers,
});

/** Customers by their first counted order: what filters choose by (README.md section 9). */
export const firstOrders = slice({
  name: 'firstOrders',
  on: 'second',
  needs: {},
  numbers: {
    firstOrders: firstOrdersSchema,
    /** share of customers whose first order's source is unknown; null where no source is known */
    sourceUnknown: kinds.rate.nullable(),
  },
  run: async ({ tx, scope }) => {
    const { customers, ...sums } = await bySource(tx, scope);
    return {
      firstOrders: { products: await byProduct(tx, scope), ...sums },
      sourceUnknown: sums.sources.length === 0 ? null : ratio(sums.unknownSource, customers),
    };
  },
});

async function bySource(tx: Tx, scope: Scope) {
  const found = await rows(
    tx,
    z.object({
      source: z.string().nullable(),
      customers: integer,
      all: integer,
      discounted: integer,
      subscribed: integer,
    }),
    sql`
    select first_source as source, count(*)::int as customers, (sum(count(*)) over ())::int as all,
      (sum(count(*) filter (where first_discounted)) over ())::int as discounted,
      (sum(count(*) filter (where first_plan)) over ())::int as subscribed
    from ${firstPurchasesOf(scope)} group by first_source
    order by first_source is null desc, customers desc, first_source collate "C" limit ${MOST + 1}`,
  );
  const [first] = found;
  const known = found.flatMap(({ source, customers }) =>
    source === null ? [] : [{ source, customers }],
  );
  return {
    customers: first?.all ?? 0,
    sources: known.slice(0, MOST),
    unknownSource: found.find(({ source }) => source === null)?.customers ?? 0,
    discounted: first?.discounted ?? 0,
    subscribed: first?.subscribed ?? 0,
  };
}

async function byProduct(tx: Tx, scope: Scope) {
  return await rows(
    tx,
    firstOrdersSchema.shape.products.element,
    sql`
    with bought as (
      select first_product_ids, unnest(first_product_ids) as product, generate_subscripts(first_product_ids, 1) as place
      from ${firstPurchasesOf(scope)}
    ), most as (
      select product, count(*)::int as customers from bought
      where product <> 0 and array_position(first_product_ids, product) = place
      group by product order by customers desc, product limit ${MOST}
    )
    select product::text as "productId", known.title, customers
    from most left join products known on known.shop_id = ${scope.shop} and known.id = product
    order by customers desc, product`,
  );
}
