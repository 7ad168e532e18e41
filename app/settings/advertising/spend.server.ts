import { z } from 'zod';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import {
  changeRowsIn,
  type Follow,
  type RowsResult,
  type SettingRows,
} from '../change-rows.server';
import { MOST_AMOUNT } from '../entered/amount';
import {
  channelFault,
  channelName,
  channelOf,
  excessOf,
  monthFault,
  monthOf,
  type Spend,
} from '../entered/cells';

/** `tooMany`: the shop would have more channels or months than it may. Nothing was saved. */
export type SpendResult = RowsResult<number> | { tooMany: 'channels' | 'months' };

const LAST_MONTH = '9999-12';
const spendSchema = z.record(
  z.string().refine((key) => {
    const channel = channelOf(key);
    const isPlain = channelFault(channel) === null && channelName(channel) === channel;
    return isPlain && key[7] === ' ' && monthFault(monthOf(key), LAST_MONTH) === null;
  }),
  z.number().nonnegative().lt(MOST_AMOUNT).nullable(),
);

/** Spend as the change history keeps it; null for anything else. */
export function parseSpend(kept: unknown): Spend | null {
  return spendSchema.safeParse(kept).data ?? null;
}

/**
 * Changes advertising spend in one transaction, with one row of the history for all of it. Spend that the shop has already
 * changes nothing.
 * @param chosen the new amounts of cells, from those that the shop has; null: no spend. The others stay
 * @param expected the version that the merchant's page was opened with; null: not checked
 * @param follow changes what follows from it
 * @throws ZodError for a month, a channel or an amount that cannot be
 */
export async function changeSpend(
  shop: ShopId,
  chosen: (known: ReadonlyMap<string, number>) => Spend,
  expected: number | null,
  follow?: Follow,
): Promise<SpendResult> {
  return await withShop(shop, async (tx) => {
    let tooMany: 'channels' | 'months' | null = null;
    const result = await changeSpendIn(
      tx,
      shop,
      (known) => {
        const spend = chosen(known);
        tooMany = excessOf(known, spend);
        return tooMany === null ? spend : {};
      },
      expected,
      follow,
    );
    return tooMany === null ? result : { tooMany };
  });
}

/** `changeSpend` in the caller's transaction, of amounts that the shop had. */
export const changeSpendIn = (
  tx: Tx,
  shop: ShopId,
  chosen: (known: ReadonlyMap<string, number>) => Spend,
  expected: number | null,
  follow?: Follow,
) => changeRowsIn(tx, shop, ROWS, (known) => spendSchema.parse(chosen(known)), expected, follow);

const ROWS: SettingRows<number> = {
  part: 'advertising',
  name: 'spend',
  read: readSpend,
  write,
  keysOf: (kept) => Object.keys(parseSpend(kept) ?? {}),
};

async function write(tx: Tx, shop: ShopId, spend: Spend): Promise<void> {
  const given = sql`jsonb_each_text(${JSON.stringify(spend)}::jsonb) given(cell, amount)`;
  const month = sql`(substr(cell, 1, 7) || '-01')::date`;
  await tx.query(sql`
    delete from advertising_spend using ${given}
    where shop_id = ${shop} and month = ${month} and channel = substr(cell, 9) and amount is null`);
  await tx.query(sql`
    insert into advertising_spend (shop_id, month, channel, spend_shop_amount)
    select ${shop}::int, ${month}, substr(cell, 9), amount::numeric from ${given} where amount is not null
    on conflict (shop_id, month, channel) do update set spend_shop_amount = excluded.spend_shop_amount`);
}

/** All of a shop's cells with spend, by key. */
export async function readSpend(tx: Tx, shop: ShopId): Promise<Map<string, number>> {
  const found = await rows(
    tx,
    z.object({ cell: z.string(), amount: z.coerce.number() }),
    sql`
    select to_char(month, 'YYYY-MM') || ' ' || channel as cell, spend_shop_amount::text as amount
    from advertising_spend where shop_id = ${shop} order by month, channel`,
  );
  return new Map(found.map(({ cell, amount }) => [cell, amount]));
}
