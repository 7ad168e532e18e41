import { z } from 'zod';
import { one, rows, sql, type Sql, type Tx } from '../../store/db.server';
import { productTitles } from '../../store/shops/product-titles';
import { dayOf, leftOutReason } from '../../store/sql/counted-orders';
import { addDays } from '../calendar';
import { kinds } from '../kinds';
import { integer, money, ratio } from '../number';
import { orders } from '../orders/orders.sql';
import {
  countingRules,
  dateLiteral,
  newcomersPurchasesOf,
  purchasesOf,
  shopPurchasesOf,
  type Scope,
} from '../scope';
import { createAnalyzedTable, slice } from '../step';
import {
  cliffOf,
  cliffSchema,
  groupSchema,
  largestLaterLoss,
  laterLossSchema,
  stepSchema,
  survivalAfter,
  survivalSteps,
  type StepCount,
} from './survival';

const LEAST_LIMIT = 45;
const YEAR = 365;
/** Plans and products that a snapshot keeps. */
const MOST_GROUPS = 10;

const subscriptionsSchema = z.object({
  /** newcomers with a subscription order */
  customers: kinds.customers,
  /** of them, those whose latest one is not longer ago than the limit */
  active: kinds.customers,
  /** median days between a customer's subscription orders, of the shop; null with one each */
  gapDays: kinds.partDays.nullable(),
  /** 1.5 x that, at least 45: who has waited longer has ended */
  limitDays: kinds.partDays,
  /** share of revenue that subscription orders brought, of all customers; null without revenue */
  revenueShare: kinds.rate.nullable(),
  /** the same on D - 365 ... D - 1; null with less than 365 days of orders */
  revenueShare365: kinds.rate.nullable(),
  /** orders of the minimum contract, a setting */
  contractOrders: kinds.count,
  /** by number of subscription orders, the first 24 or those up to the one after the contract */
  steps: z.array(stepSchema),
  /** after the contract's last order; null under 30 reached */
  cliff: cliffSchema.nullable(),
  /** the largest loss after a later order; null where none was reached by 30 */
  laterLoss: laterLossSchema.nullable(),
  /** by selling plan and by product of the first subscription order, most customers first, 10 at most */
  plans: z.array(groupSchema.extend({ planId: z.string() })),
  products: z.array(groupSchema.extend({ productId: z.string(), title: z.string().nullable() })),
});

/** How long subscriptions last (README.md section 3). */
export const subscriptions = slice({
  name: 'subscriptions',
  on: 'second',
  needs: { orders },
  numbers: {
    /** null where no newcomer has a subscription order */
    subscriptions: subscriptionsSchema.nullable(),
  },
  run: async ({ tx, scope }, { orders: { daysOfOrders } }) => {
    if (!scope.has.subscriptions) return { subscriptions: null };
    const gapDays = await medianGap(tx, scope);
    const limitDays = Math.max(LEAST_LIMIT, 1.5 * (gapDays ?? 0));
    const each = await createAnalyzedTable(
      tx,
      'subscription_order',
      eachOrder(newcomersPurchasesOf(scope)),
    );
    const counts = await countSteps(tx, scope, each, limitDays);
    const [first] = counts;
    if (first === undefined) return { subscriptions: null };
    const contract = scope.settings.minimumContractOrders;
    const groups = await readGroups(tx, scope, each, limitDays);
    const shares = await readShares(tx, scope);
    return {
      subscriptions: {
        customers: first.customers,
        active: counts.reduce((sum, { current }) => sum + current, 0),
        ...{ gapDays, limitDays },
        revenueShare: shares.toDate,
        revenueShare365: daysOfOrders < YEAR ? null : shares.year,
        contractOrders: contract,
        steps: survivalSteps(
          counts.map(({ customers: _, ...step }) => step),
          contract,
        ),
        cliff: cliffOf(counts, contract),
        laterLoss: largestLaterLoss(counts, contract),
        ...groups,
      },
    };
  },
});

/** One row per subscription order: its place among its customer's, the gap before it, and whether it is the latest. */
const eachOrder = (purchases: Sql) => sql`
  select customer_id, day, row_number() over so_far as place, day - lag(day) over so_far as gap,
    lead(day) over so_far is null as latest
  from ${purchases}, generate_series(1, subscription_orders) where subscription_orders > 0
  window so_far as (partition by customer_id order by day, number)`;

async function medianGap(tx: Tx, scope: Scope): Promise<number | null> {
  const { gap } = await one(
    tx,
    z.object({ gap: z.number().nullable() }),
    sql`
    select percentile_cont(0.5) within group (order by gap) as gap
    from (${eachOrder(shopPurchasesOf(scope))}) subscription_order`,
  );
  return gap;
}

/** Counts of one number of orders. For rows of `eachOrder`. */
function stepColumns(scope: Scope, limitDays: number): Sql {
  const waited = sql`${dateLiteral(scope.asOf)} - day > ${limitDays}::float8`;
  return sql`(count(*) filter (where ${waited}))::int as reached,
    (count(*) filter (where ${waited} and latest))::int as ended,
    (count(*) filter (where not ${waited} and latest))::int as current`;
}

const stepCount = z.object({ order: integer, reached: integer, ended: integer, current: integer });

async function countSteps(tx: Tx, scope: Scope, each: Sql, limitDays: number) {
  return await rows(
    tx,
    stepCount.extend({ customers: integer }),
    sql`
    select place::int as order, count(*)::int as customers, ${stepColumns(scope, limitDays)}
    from ${each} group by place order by place`,
  );
}

/** What a subscription began with: plans and products of the first subscription order's lines that have a plan. */
async function readGroups(tx: Tx, scope: Scope, each: Sql, limitDays: number) {
  const rules = countingRules(scope);
  const contract = scope.settings.minimumContractOrders;
  const found = await rows(
    tx,
    z.object({
      isPlan: z.boolean(),
      id: z.string(),
      customers: integer,
      gap: z.number().nullable(),
      steps: z.array(stepCount),
    }),
    sql`
    with begun as materialized (
      select distinct on (customer_id) customer_id, id from orders
      where shop_id = ${scope.shop} and has_selling_plan and ${leftOutReason(rules)} = '' and ${dayOf(rules)} < ${dateLiteral(scope.asOf)}
        and customer_id in (select customer_id from ${each})
      order by customer_id, processed_at, id
    ), line as materialized (
      select customer_id, selling_plan_id, case when kept_quantity > 0 and not gift_card then product_id end as product_id
      from begun join order_lines line on line.shop_id = ${scope.shop} and line.order_id = begun.id
      where selling_plan_id is not null
    ), member as (
      select distinct true as is_plan, selling_plan_id as id, customer_id from line
      union all select distinct false, product_id, customer_id from line where product_id is not null
    ), kept as (
      select is_plan, id, customers from (
        select is_plan, id, count(*)::int as customers,
          row_number() over (partition by is_plan order by count(*) desc, id) as rank
        from member group by is_plan, id
      ) own where rank <= ${MOST_GROUPS}
    ), gap as (
      select is_plan, id, percentile_cont(0.5) within group (order by gap) as gap
      from member join ${each} using (customer_id) group by 1, 2
    ), step as (
      select is_plan, id, place::int as order, ${stepColumns(scope, limitDays)}
      from member join ${each} using (customer_id) where place <= ${contract}::int group by 1, 2, 3
    )
    select is_plan as "isPlan", id::text, customers, gap, (
      select json_agg(step order by step.order) from step where (step.is_plan, step.id) = (kept.is_plan, kept.id)
    ) as steps
    from kept join gap using (is_plan, id) order by customers desc, id`,
  );
  const products = found.filter(({ isPlan }) => !isPlan);
  const titles = await productTitles(
    tx,
    scope.shop,
    products.map(({ id }) => id),
  );
  const groupOf = ({ customers, gap, steps }: (typeof found)[number]) => ({
    customers,
    gapDays: gap,
    ...sharesOf(steps, contract),
  });
  return {
    plans: found.filter(({ isPlan }) => isPlan).map((own) => ({ planId: own.id, ...groupOf(own) })),
    products: products.map((own) => ({
      productId: own.id,
      title: titles.get(own.id) ?? null,
      ...groupOf(own),
    })),
  };
}

const sharesOf = (steps: readonly StepCount[], contract: number) => ({
  second: survivalAfter(steps, 1),
  contract: survivalAfter(steps, contract - 1),
  beyond: survivalAfter(steps, contract),
});

async function readShares(tx: Tx, scope: Scope) {
  const recent = sql`filter (where day >= ${dateLiteral(addDays(scope.asOf, -YEAR))})`;
  const found = await one(
    tx,
    z.object({ own: money, all: money, ownYear: money, allYear: money }),
    sql`
    select coalesce(sum(subscription_revenue_shop_amount), 0) as own, coalesce(sum(revenue_shop_amount), 0) as all,
      coalesce(sum(subscription_revenue_shop_amount) ${recent}, 0) as "ownYear",
      coalesce(sum(revenue_shop_amount) ${recent}, 0) as "allYear"
    from ${purchasesOf(scope)}`,
  );
  return { toDate: ratio(found.own, found.all), year: ratio(found.ownYear, found.allYear) };
}
