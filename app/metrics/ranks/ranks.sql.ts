import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { daysBetween } from '../calendar';
import { day, kinds } from '../kinds';
import { integer, money, ratio } from '../number';
import { customersIn, standing, type Standing } from '../orders/standing.sql';
import { dateLiteral, type Scope } from '../scope';
import { slice } from '../step';

/** any day will do: width_bucket wants numbers */
const EPOCH = '2000-01-01';
const LEAST_CUSTOMERS = 10;
const SCORES = [1, 2, 3, 4, 5];
const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const RANKS = { S: [1, 1], A: [2, 3], B: [4, 6], C: [7, 10] } as const;

const decile = z.object({
  decile: kinds.count,
  customers: kinds.customers,
  revenue: kinds.money,
  share: kinds.rate.nullable(),
  cumulativeShare: kinds.rate.nullable(),
  /** the last customer of the decile, by revenue and id: who belongs is decided with it */
  lastRevenue: kinds.money,
  lastCustomerId: z.string(),
});
type Deciles = z.output<typeof decile>[];

const ranksSchema = z.record(
  z.enum(['S', 'A', 'B', 'C']),
  z.object({ customers: kinds.customers, revenue: kinds.money }),
);

const rfmSchema = z.object({
  /** the least value that earns score 1 ... 5: last purchase day, purchases, revenue */
  recency: z.array(day),
  frequency: z.array(kinds.count),
  money: z.array(kinds.money),
  cells: z.array(
    z.object({
      r: kinds.count,
      f: kinds.count,
      m: kinds.count,
      customers: kinds.customers,
      revenue: kinds.money,
    }),
  ),
});

/**
 * Deciles by revenue to date, ranks and RFM (metrics.md section 7). Customers are not sorted: what
 * they are worth is counted first, and the places asked for are found among the counts.
 */
export const ranks = slice({
  name: 'ranks',
  on: 'first',
  needs: { standing },
  numbers: {
    deciles: z.array(decile).nullable(),
    ranks: ranksSchema.nullable(),
    rfm: rfmSchema,
  },
  run: async ({ tx, scope }, { standing }) => {
    const customers = customersIn(standing);
    if (customers === 0)
      return {
        deciles: null,
        ranks: null,
        rfm: { recency: [], frequency: [], money: [], cells: [] },
      };
    const enough = customers >= LEAST_CUSTOMERS;
    const ends = enough ? TENTHS.map((tenth) => Math.floor((tenth * customers) / 10)) : [];
    const worth = await worthAt(tx, scope, [
      ...ends.map((place) => ({ place, decile: true })),
      ...SCORES.map((score) => ({
        place: customers - scorePlace(customers, score),
        decile: false,
      })),
    ]);
    const leasts = worth
      .filter(({ decile }) => !decile)
      .map(({ value }) => Number(value))
      .reverse();
    const deciles = await decilesOf(
      tx,
      scope,
      worth.filter(({ decile }) => decile),
    );
    return {
      deciles: enough ? deciles : null,
      ranks: enough ? ranksOf(deciles) : null,
      rfm: await rfm(tx, scope, standing, leasts),
    };
  },
});

/** A place among the customers, counted from 1, most revenue first. */
interface Worth {
  decile: boolean;
  place: number;
  /** revenue of the customer there, exact */
  value: string;
  /** the place among those of the same revenue */
  among: number;
  /** revenue of the customers after the place before, of deciles' ends or of the others */
  revenue: number;
}

/** What stands at some places, in their order. */
async function worthAt(
  tx: Tx,
  scope: Scope,
  asked: readonly { place: number; decile: boolean }[],
): Promise<Worth[]> {
  const places = sql`${asked.map(({ place }) => place)}::int[]`;
  const sorted = sql`${asked.map(({ place }) => place).sort((a, b) => a - b)}::int[]`;
  return await rows(
    tx,
    z.object({
      decile: z.boolean(),
      place: integer,
      value: z.string(),
      among: integer,
      revenue: money,
    }),
    sql`
    with worth as (
      select revenue_shop_amount as value, count(*)::int as customers from ${scope.summaries} group by 1
    ), placed as (
      select value, (sum(customers) over so_far)::int - customers as before, (sum(customers) over so_far)::int as last,
        sum(value * customers) over so_far as revenue
      from worth window so_far as (order by value desc)
    ), held as (
      select * from placed where width_bucket(last, ${sorted}) > width_bucket(before, ${sorted})
    )
    select decile, place, value::text as value, place - before as among,
      (soFar - lag(soFar, 1, 0) over (partition by decile order by place))::text as revenue
    from (
      select asked.decile, asked.place, value, before, revenue - (last - asked.place) * value as soFar
      from unnest(${places}, ${asked.map(({ decile }) => decile)}::boolean[]) asked (place, decile)
      join held on asked.place > before and asked.place <= last
    ) found order by place`,
  );
}

/** Deciles from what stands at their ends. */
async function decilesOf(tx: Tx, scope: Scope, ends: readonly Worth[]): Promise<Deciles> {
  if (ends.length === 0) return [];
  const last = await rows(
    tx,
    z.object({ place: integer, customerId: z.string() }),
    sql`
    select place, customer_id::text as "customerId"
    from unnest(${ends.map(({ place }) => place)}::int[], ${ends.map(({ value }) => value)}::numeric[],
      ${ends.map(({ among }) => among)}::int[]) ending (place, value, among)
    join (
      select customer_id, revenue_shop_amount as value,
        row_number() over (partition by revenue_shop_amount order by customer_id) as among
      from ${scope.summaries} where revenue_shop_amount = any(${ends.map(({ value }) => value)}::numeric[])
    ) same using (value, among)`,
  );
  const customerAt = new Map(last.map(({ place, customerId }) => [place, customerId]));
  const total = ends.reduce((sum, { revenue }) => sum + revenue, 0);
  let passed = 0;
  return ends.map(({ place, value, revenue }, at) => {
    passed += revenue;
    return {
      decile: at + 1,
      customers: place - (ends[at - 1]?.place ?? 0),
      revenue,
      share: ratio(revenue, total),
      cumulativeShare: ratio(passed, total),
      lastRevenue: Number(value),
      lastCustomerId: customerAt.get(place) ?? '',
    };
  });
}

/**
 * Places from below, counted from 0, of the value that just earns a score: score = ceil(5 x share of
 * customers no better), so score k begins where more than (k - 1) / 5 are no better.
 */
function scorePlace(customers: number, score: number): number {
  return Math.floor(((score - 1) * customers) / 5);
}

function ranksOf(deciles: Deciles): z.output<typeof ranksSchema> {
  const sum = ([from, to]: readonly [number, number]) => {
    const own = deciles.filter(({ decile }) => decile >= from && decile <= to);
    return {
      customers: own.reduce((all, { customers }) => all + customers, 0),
      revenue: own.reduce((all, { revenue }) => all + revenue, 0),
    };
  };
  return { S: sum(RANKS.S), A: sum(RANKS.A), B: sum(RANKS.B), C: sum(RANKS.C) };
}

/** The least value that earns each score, from values and how many customers have them. */
function leastValues<T>(
  ascending: readonly { value: T; customers: number }[],
  customers: number,
): T[] {
  return SCORES.flatMap((score) => {
    const place = scorePlace(customers, score);
    let passed = 0;
    const found = ascending.find((one) => (passed += one.customers) > place);
    return found === undefined ? [] : [found.value];
  });
}

async function rfm(
  tx: Tx,
  scope: Scope,
  standing: readonly Standing[],
  moneyLeast: number[],
): Promise<z.output<typeof rfmSchema>> {
  const customers = customersIn(standing);
  const byDay = Map.groupBy(standing, ({ lastDay }) => lastDay);
  const byPurchases = Map.groupBy(standing, ({ purchases }) => purchases);
  const counted = <T>(by: Map<T, Standing[]>) =>
    [...by].map(([value, own]) => ({ value, customers: customersIn(own) }));
  const recency = leastValues(
    counted(byDay).sort((a, b) => (a.value < b.value ? -1 : 1)),
    customers,
  );
  const frequency = leastValues(
    counted(byPurchases).sort((a, b) => a.value - b.value),
    customers,
  );
  // a score is how many of the least values a customer reaches: width_bucket counts just that
  const cells = await rows(
    tx,
    z.object({ r: integer, f: integer, m: integer, customers: integer, revenue: money }),
    sql`
    select width_bucket(last_day - ${dateLiteral(EPOCH)}, ${recency.map((day) => daysBetween(EPOCH, day))}::int[]) as r,
      width_bucket(purchases, ${frequency}::int[]) as f,
      width_bucket(revenue_shop_amount::float8, ${moneyLeast}::float8[]) as m,
      count(*)::int as customers, sum(revenue_shop_amount)::text as revenue
    from ${scope.summaries} group by 1, 2, 3 order by 1, 2, 3`,
  );
  return { recency, frequency, money: moneyLeast, cells };
}
