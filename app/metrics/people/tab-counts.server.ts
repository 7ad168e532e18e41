import { z } from 'zod';
import { now } from '../../clock.server';
import { join, one, rows, sql, type ShopId, type Tx } from '../../store/db.server';
import type { Who } from '../../terms/people';
import { FIRST_PROMOTER, LAST_DETRACTOR } from '../../terms/scores';
import { money } from '../number';
import type { Snapshot } from '../snapshot';
import { daysOf, unknownChoice } from './choices';
import { whereOf } from './conditions.sql';
import { peopleOfDay } from './day-rows.server';
import { rulerOf } from './ruler';

/** What the customers of a list are worth and what they say. */
export interface ListWorth {
  customers: number;
  /** to date */
  revenue: number;
  /** customers who bought twice */
  repeaters: number;
  /** of their latest answers; `answers` is all of them */
  answers: number;
  promoters: number;
  detractors: number;
}

const worthSchema = z.object({
  at: z.number().int(),
  customers: z.number().int(),
  revenue: money,
  repeaters: z.number().int(),
  answers: z.number().int(),
  promoters: z.number().int(),
  detractors: z.number().int(),
});

/** The same as `countEach`, with what the customers of each list are worth. */
export async function worthOfEach(
  tx: Tx,
  shop: ShopId,
  snapshot: Snapshot,
  lists: readonly { key: string; who: Who }[],
): Promise<Record<string, ListWorth> | null> {
  const counted = await countable(tx, shop, snapshot, lists);
  if (counted === null) return null;
  const { people, known, place } = counted;
  if (known.length === 0) return {};
  const found = await rows(
    tx,
    worthSchema,
    sql`
    select list.at::int, count(*)::int as customers, sum(revenue_shop_amount)::text as revenue,
      (count(*) filter (where purchases > 1))::int as repeaters, count(score)::int as answers,
      (count(*) filter (where score >= ${FIRST_PROMOTER}::int))::int as promoters,
      (count(*) filter (where score <= ${LAST_DETRACTOR}::int))::int as detractors
    from ${people} person
    cross join lateral unnest(array[${join(known.map(({ who }) => whereOf(who, place)))}]::boolean[])
      with ordinality list(has, at)
    where list.has group by list.at`,
  );
  return Object.fromEntries(
    known.map(({ key }, index) => {
      const own = found.find(({ at }) => at === index + 1);
      if (own === undefined) return [key, NOBODY];
      const { at: _, ...worth } = own;
      return [key, worth];
    }),
  );
}

const NOBODY: ListWorth = {
  ...{ customers: 0, revenue: 0, repeaters: 0, answers: 0, promoters: 0, detractors: 0 },
};

/**
 * How many customers each of some lists has, in one pass over all customers.
 * @returns by key; without those that need another day's customers, or have a value that no field has. null: the day's
 *   customers are being written
 */
export async function countEach(
  tx: Tx,
  shop: ShopId,
  snapshot: Snapshot,
  lists: readonly { key: string; who: Who }[],
): Promise<Record<string, number> | null> {
  const counted = await countable(tx, shop, snapshot, lists);
  if (counted === null) return null;
  const { people, known, place } = counted;
  if (known.length === 0) return {};
  const { counts } = await one(
    tx,
    z.object({ counts: z.array(z.number().int()) }),
    sql`
    select array[${join(known.map(({ who }) => sql`count(*) filter (where ${whereOf(who, place)})`))}]::int[] as counts
    from ${people} person`,
  );
  return Object.fromEntries(known.map(({ key }, at) => [key, counts[at] ?? 0]));
}

/** The lists that the customers of the day alone decide, and those customers; null: they are being written. */
async function countable(
  tx: Tx,
  shop: ShopId,
  snapshot: Snapshot,
  lists: readonly { key: string; who: Who }[],
) {
  const people = await peopleOfDay(tx, shop, snapshot.asOf, now());
  if (people === null) return null;
  const known = lists.filter(
    ({ who }) => unknownChoice(who) === null && daysOf(who).every((day) => day === snapshot.asOf),
  );
  const place = { shop, ruler: rulerOf(snapshot), rowsOf: new Map([[snapshot.asOf, people]]) };
  return { people, known, place };
}
