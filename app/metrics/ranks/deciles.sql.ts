import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { kinds } from '../kinds';
import { integer, ratio } from '../number';
import type { Scope } from '../scope';
import { slice } from '../step';
import { places, type Worth } from './places.sql';

/** The first and the last decile of each rank. */
export const RANKS = { S: [1, 1], A: [2, 3], B: [4, 6], C: [7, 10] } as const;

const decile = z.object({
  decile: kinds.count,
  customers: kinds.customers,
  revenue: kinds.money,
  share: kinds.rate.nullable(),
  cumulativeShare: kinds.rate.nullable(),
  /** the last customer of the decile, by revenue and id: the bound of the decile */
  lastRevenue: kinds.money,
  lastCustomerId: z.string(),
});
type Deciles = z.output<typeof decile>[];

const ranksSchema = z.record(
  z.enum(['S', 'A', 'B', 'C']),
  z.object({ customers: kinds.customers, revenue: kinds.money }),
);

/** Deciles by revenue to date, and their ranks (README.md section 7); null with fewer than ten customers. */
export const deciles = slice({
  name: 'deciles',
  on: 'second',
  needs: { places },
  numbers: { deciles: z.array(decile).nullable(), ranks: ranksSchema.nullable() },
  run: async ({ tx, scope }, { places }) => {
    const ends = places.filter(({ decile }) => decile);
    if (ends.length === 0) return { deciles: null, ranks: null };
    const all = await decilesOf(tx, scope, ends);
    return { deciles: all, ranks: ranksOf(all) };
  },
});

/** Deciles from the customers at their ends. */
async function decilesOf(tx: Tx, scope: Scope, ends: readonly Worth[]): Promise<Deciles> {
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
