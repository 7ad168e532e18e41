import { z } from 'zod';
import { rows, sql, type ShopId, type Tx } from '../../store/db.server';
import { readWho } from '../../who-address';
import type { Snapshot } from '../snapshot';
import { countEach } from './tab-counts.server';

/**
 * Keeps how many customers each kept list of the shop has, once for each day D: lists that have no row of the day yet. A list
 * that asks for other days' customers, or whose words cannot be read any more, has none.
 * @param snapshot the numbers of the current day, whose rows of `people` are written
 */
export async function keepViewSizes(tx: Tx, shop: ShopId, snapshot: Snapshot): Promise<void> {
  const due = await rows(
    tx,
    z.object({ id: z.string(), who: z.string() }),
    sql`
    select id::text, who from saved_views view where shop_id = ${shop} and not exists (
      select from saved_view_sizes own
      where own.shop_id = ${shop} and own.view_id = view.id and own.as_of = ${snapshot.asOf}::date)`,
  );
  const lists = due.flatMap(({ id, who }) => {
    const read = readWho(who);
    return read === null ? [] : [{ key: id, who: read }];
  });
  if (lists.length === 0) return;
  const counts = Object.entries((await countEach(tx, shop, snapshot, lists)) ?? {});
  await tx.query(sql`
    insert into saved_view_sizes (shop_id, view_id, as_of, customers)
    select ${shop}, id, ${snapshot.asOf}::date, customers
    from unnest(${counts.map(([id]) => id)}::int[], ${counts.map(([, count]) => count)}::int[]) counted(id, customers)
    on conflict do nothing`);
}
