import { z } from 'zod';
import { rows, sql, type ShopId, type Tx } from '../../store/db.server';
import { readWho } from '../../who-address';
import type { Snapshot } from '../snapshot';
import { countEach } from './tab-counts.server';

/**
 * Keeps how many customers each kept list of the shop has, a row for each day D, which the latest count of the day decides: so
 * it is what the list shows as of D. A list that asks for other days' customers, or whose words cannot be read any more, has none.
 * @param snapshot the numbers of the current day, whose rows of `people` are written
 */
export async function keepViewSizes(tx: Tx, shop: ShopId, snapshot: Snapshot): Promise<void> {
  const due = await rows(
    tx,
    z.object({ id: z.string(), who: z.string() }),
    sql`select id::text, who from saved_views where shop_id = ${shop}`,
  );
  const lists = due.flatMap(({ id, who }) => {
    const read = readWho(who);
    return read === null ? [] : [{ key: id, who: read }];
  });
  if (lists.length === 0) return;
  const counts = Object.entries((await countEach(tx, shop, snapshot, lists)) ?? {});
  await tx.query(sql`
    insert into saved_view_sizes (shop_id, view_id, as_of, customers)
    select ${shop}, view.id, ${snapshot.asOf}::date, customers
    from unnest(${counts.map(([id]) => id)}::int[], ${counts.map(([, count]) => count)}::int[]) counted(id, customers)
    join (
      -- a list that was deleted meanwhile has no size
      select id from saved_views where shop_id = ${shop} for key share
    ) view using (id)
    on conflict (shop_id, view_id, as_of) do update set customers = excluded.customers`);
}
