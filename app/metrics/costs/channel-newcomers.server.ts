import { z } from 'zod';
import { one, sql, withShop, type ShopId } from '../../store/db.server';
import type { NewcomersOfMonth } from '../formulas/channel-costs';
import { integer } from '../number';
import { readSnapshot } from '../read.server';
import { newcomersByChannel } from './channels.sql';

/** Sources that are listed, most newcomers first, beside all that have a channel. */
const MOST_SOURCES = 100;

/** Newcomers by the advertising channel of their first counted order's source (README.md section 2). */
export interface ChannelNewcomers {
  /** D: only the months before it are complete */
  asOf: string;
  /** most newcomers first */
  sources: { source: string; customers: number }[];
  /** sources that are not listed, and their newcomers */
  rest: { sources: number; customers: number };
  /** by month of the first purchase */
  months: NewcomersOfMonth[];
}

const foundSchema = z.object({
  months: z.array(
    z.object({
      month: z.string(),
      channel: z.string().nullable(),
      known: z.boolean(),
      customers: integer,
    }),
  ),
  sources: z.array(z.object({ source: z.string(), customers: integer })),
  rest: z.object({ sources: integer, customers: integer }),
});

/**
 * Reads newcomers as the book has them, as of the newest numbers. Every newcomer is in exactly one channel, or in none.
 * @param mapping channels by source
 * @returns null before a shop's first numbers
 */
export async function readChannelNewcomers(
  shop: ShopId,
  mapping: ReadonlyMap<string, string>,
): Promise<ChannelNewcomers | null> {
  const read = await readSnapshot(shop);
  if (read === null) return null;
  const { asOf } = read.snapshot;
  const found = await withShop(shop, (tx) =>
    one(
      tx,
      foundSchema,
      sql`
      with first as materialized (
        select date_trunc('month', first_day) as month, source, channel, count(*)::int as customers
        from (${newcomersByChannel({ shop, asOf }, mapping)}) newcomer group by 1, 2, 3
      ), by_month as (
        select to_char(month, 'YYYY-MM') as month, channel, source is not null as known, sum(customers)::int as customers
        from first group by 1, 2, 3
      ), by_source as (
        select source, channel, sum(customers)::int as customers,
          row_number() over (order by sum(customers) desc, source collate "C") as place
        from first where source is not null group by source, channel
      ), listed as (
        select source, customers, place, place <= ${MOST_SOURCES} or channel is not null as shown from by_source
      )
      select
        (select coalesce(jsonb_agg(by_month order by month, channel), '[]') from by_month) as months,
        (select coalesce(jsonb_agg(listed order by place) filter (where shown), '[]') from listed) as sources,
        (select jsonb_build_object('sources', count(*), 'customers', coalesce(sum(customers), 0))
          from listed where not shown) as rest`,
    ),
  );
  return { asOf, ...found };
}
