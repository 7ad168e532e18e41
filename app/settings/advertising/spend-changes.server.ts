import { z } from 'zod';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { CHANGED_CELLS, NAMED_CELLS } from '../changed-cells.sql';
import type { SettingsChange } from '../history.server';
import { channelOf, monthOf } from '../entered/cells';

/** A change of advertising spend, as the history says it. */
export interface SpendChange {
  first: { month: string; channel: string; before: number | null; after: number | null }[];
  /** changed cells */
  cells: number;
  /** sums of those cells */
  before: number;
  after: number;
}

const changeSchema = z.object({
  version: z.number(),
  first: z.array(
    z.object({ key: z.string(), before: z.number().nullable(), after: z.number().nullable() }),
  ),
  cells: z.number(),
  before: z.coerce.number(),
  after: z.coerce.number(),
});

/** Those of some changes that are of advertising spend, by version. */
export async function readSpendChanges(
  shop: ShopId,
  changes: readonly Pick<SettingsChange, 'version'>[],
): Promise<Map<number, SpendChange>> {
  const versions = changes.map(({ version }) => version);
  const found = await withShop(shop, (tx) =>
    rows(
      tx,
      changeSchema,
      sql`
      select version, count(*)::int as cells, coalesce(sum(before::numeric), 0)::text as before, coalesce(sum(after::numeric), 0)::text as after,
        jsonb_agg(jsonb_build_object('key', key, 'before', before::numeric, 'after', after::numeric) order by place)
          filter (where place <= ${NAMED_CELLS}) as first
      from settings_changes, ${CHANGED_CELLS}
      where shop_id = ${shop} and part = 'advertising' and name = 'spend'
        and version = any(${versions}::int[]) group by version`,
    ),
  );
  return new Map(
    found.map(({ version, first, ...sums }) => [
      version,
      {
        ...sums,
        first: first.map(({ key, ...amounts }) => ({
          ...{ month: monthOf(key), channel: channelOf(key) },
          ...amounts,
        })),
      },
    ]),
  );
}
