import { z } from 'zod';
import { now } from '../../clock.server';
import { join, one, sql, type ShopId, type Tx } from '../../store/db.server';
import type { Who } from '../../terms/people';
import type { Snapshot } from '../snapshot';
import { daysOf, unknownChoice } from './choices';
import { whereOf } from './conditions.sql';
import { peopleOfDay } from './day-rows.server';
import { rulerOf } from './ruler';

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
  const people = await peopleOfDay(tx, shop, snapshot.asOf, now());
  if (people === null) return null;
  const counted = lists.filter(
    ({ who }) => unknownChoice(who) === null && daysOf(who).every((day) => day === snapshot.asOf),
  );
  if (counted.length === 0) return {};
  const place = { shop, ruler: rulerOf(snapshot), rowsOf: new Map([[snapshot.asOf, people]]) };
  const { counts } = await one(
    tx,
    z.object({ counts: z.array(z.number().int()) }),
    sql`
    select array[${join(counted.map(({ who }) => sql`count(*) filter (where ${whereOf(who, place)})`))}]::int[] as counts
    from ${people} person`,
  );
  return Object.fromEntries(counted.map(({ key }, at) => [key, counts[at] ?? 0]));
}
