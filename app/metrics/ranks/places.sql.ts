import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { integer, money } from '../number';
import { customersIn, customerTotals } from '../orders/customer-totals.sql';
import type { Scope } from '../scope';
import { step } from '../step';

const LEAST_CUSTOMERS = 10;
export const SCORES = [1, 2, 3, 4, 5];
const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/**
 * The places at which deciles end (none with fewer than ten customers) and scores by revenue begin (README.md
 * section 7). Counts customers by revenue first and finds the places among the counts, instead of sorting
 * customers.
 */
export const places = step({
  name: 'places',
  on: 'second',
  needs: { customerTotals },
  run: async ({ tx, scope }, { customerTotals }) => {
    const customers = customersIn(customerTotals);
    if (customers === 0) return [];
    const ends =
      customers < LEAST_CUSTOMERS
        ? []
        : TENTHS.map((tenth) => Math.floor((tenth * customers) / 10));
    return await worthAt(tx, scope, [
      ...ends.map((place) => ({ place, decile: true })),
      ...SCORES.map((score) => ({
        place: customers - scorePlace(customers, score),
        decile: false,
      })),
    ]);
  },
});

/** A place among the customers, counted from 1, most revenue first. */
export interface Worth {
  decile: boolean;
  place: number;
  /** revenue of the customer there, exact */
  value: string;
  /** the place among customers of the same revenue */
  among: number;
  /** revenue of the customers after the previous place of the same `decile` */
  revenue: number;
}

/** The customers' worth at some places, in their order. */
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

/**
 * Places from below, counted from 0, of the least value that earns a score: score = ceil(5 x share of
 * customers no better), so score k begins where more than (k - 1) / 5 are no better.
 */
export function scorePlace(customers: number, score: number): number {
  return Math.floor(((score - 1) * customers) / 5);
}
