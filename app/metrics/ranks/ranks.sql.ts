import { z } from 'zod';
import { join, rows, sql, type Tx } from '../../store/db.server';
import { integer, money, ratio } from '../number';
import { daysBetween } from '../calendar';
import { dateLiteral, type Scope } from '../scope';
import type { Snapshot } from '../snapshot';

type Deciles = NonNullable<Snapshot['deciles']>;

/** any day will do: width_bucket wants numbers */
const EPOCH = '2000-01-01';
const LEAST_CUSTOMERS = 10;
const SCORES = [1, 2, 3, 4, 5];
const RANKS = { S: [1, 1], A: [2, 3], B: [4, 6], C: [7, 10] } as const;

/**
 * Deciles by revenue to date, ranks and RFM (metrics.md section 7). One sort serves both: the
 * deciles' ends, and the revenue at the places where the money score rises.
 */
export async function ranks(
  tx: Tx,
  scope: Scope,
  customers: number,
): Promise<Pick<Snapshot, 'deciles' | 'ranks' | 'rfm'>> {
  if (customers === 0)
    return {
      deciles: null,
      ranks: null,
      rfm: { recency: [], frequency: [], money: [], cells: [] },
    };
  const risesHere = sql`${customers}::int - position in (${join(SCORES.map((score) => scorePlace(customers, score)))})`;
  const sorted = await rows(
    tx,
    z.object({
      decile: integer,
      customers: integer,
      revenue: money,
      lastRevenue: money,
      lastCustomerId: z.string(),
      places: z.array(integer),
      values: z.array(z.number()),
    }),
    sql`
    select decile::int as decile, count(*)::int as customers, sum(revenue)::text as revenue, min(revenue)::text as "lastRevenue",
      (max(customer_id) filter (where position = last_position))::text as "lastCustomerId",
      coalesce(array_agg((${customers}::int - position)::int order by position) filter (where ${risesHere}), '{}') as places,
      coalesce(array_agg(revenue::float8 order by position) filter (where ${risesHere}), '{}') as values
    from (
      select customer_id, revenue, position, (10 * position + ${customers}::int - 1) / ${customers}::int as decile,
        max(position) over (partition by (10 * position + ${customers}::int - 1) / ${customers}::int) as last_position
      from (
        select customer_id, revenue_shop_amount as revenue,
          (row_number() over (order by revenue_shop_amount desc, customer_id))::bigint as position
        from ${scope.summaries}
      ) ordered
    ) placed group by decile order by decile`,
  );
  const atPlace = new Map(
    sorted.flatMap(({ places, values }) => places.map((place, at) => [place, values[at]] as const)),
  );
  const leasts = SCORES.flatMap((score) => atPlace.get(scorePlace(customers, score)) ?? []);
  const total = sorted.reduce((sum, { revenue }) => sum + revenue, 0);
  let passed = 0;
  const deciles: Deciles = sorted.map(({ places: _, values: __, ...decile }) => {
    passed += decile.revenue;
    return {
      ...decile,
      share: ratio(decile.revenue, total),
      cumulativeShare: ratio(passed, total),
    };
  });
  const enough = customers >= LEAST_CUSTOMERS;
  return {
    deciles: enough ? deciles : null,
    ranks: enough ? ranksOf(deciles) : null,
    rfm: await rfm(tx, scope, customers, leasts),
  };
}

/**
 * Places from below, counted from 0, of the value that just earns a score: score = ceil(5 x share of
 * customers no better), so score k begins where more than (k - 1) / 5 are no better.
 */
function scorePlace(customers: number, score: number): number {
  return Math.floor(((score - 1) * customers) / 5);
}

function ranksOf(deciles: Deciles): NonNullable<Snapshot['ranks']> {
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
  customers: number,
  moneyLeast: number[],
): Promise<Snapshot['rfm']> {
  const byDay = await rows(
    tx,
    z.object({ value: z.string(), customers: integer }),
    sql`select last_day::text as value, count(*)::int as customers from ${scope.summaries} group by last_day order by last_day`,
  );
  const byPurchases = await rows(
    tx,
    z.object({ value: integer, customers: integer }),
    sql`select purchases as value, count(*)::int as customers from ${scope.summaries} group by purchases order by purchases`,
  );
  const recency = leastValues(byDay, customers);
  const frequency = leastValues(byPurchases, customers);
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
