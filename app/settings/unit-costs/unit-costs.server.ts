import { z } from 'zod';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { costsOfKeys, KEY_OF_COST, ownCostsOf } from '../../store/sql/own-unit-costs';
import { shopById } from '../../store/shops/shops';
import { takeTurn } from '../../store/shops/turn';
import { parseCostKey } from '../entered/goods/cost-key';
import {
  changeRowsIn,
  type RowsResult,
  type SettingRows,
  type Values,
} from '../change-rows.server';
import { MOST_AMOUNT } from '../entered/amount';

/** Unit costs by key (app/settings/entered/goods/cost-key.ts), in major units of the shop's currency; null: none. */
export type UnitCosts = Values<number>;

/** Unit costs that one shop may have entered. */
export const MOST_COSTS = 50_000;

/** `unknown`: goods that the shop does not have; `tooMany`: it would have more than `MOST_COSTS`. Nothing was saved. */
export type UnitCostsResult = RowsResult<number> | { unknown: string[] } | { tooMany: true };

const costsSchema = z.record(
  z.string().refine((key) => parseCostKey(key) !== null),
  z.number().nonnegative().lt(MOST_AMOUNT).nullable(),
);

/** Unit costs as the change history keeps them; null for anything else. */
export function parseUnitCosts(kept: unknown): UnitCosts | null {
  return costsSchema.safeParse(kept).data ?? null;
}

/**
 * Changes the merchant's own unit costs in one transaction, with one row of the history for all of them. Costs that the shop
 * has already change nothing. What orders cost is counted from them by the next count of the numbers.
 * @param chosen the new costs, from those that the shop has; null: none. The others stay
 * @param expected the version that the merchant's page was opened with; null: not checked
 * @throws ZodError for a key or an amount that cannot be
 */
export async function changeUnitCosts(
  shop: ShopId,
  chosen: (known: ReadonlyMap<string, number>) => UnitCosts,
  expected: number | null,
): Promise<UnitCostsResult> {
  return await withShop(shop, async (tx) => {
    await takeTurn(tx, shop);
    const known = await readUnitCosts(tx, shop);
    const costs = costsSchema.parse(chosen(known));
    const unknown = await unknownGoods(tx, shop, costs);
    if (unknown.length > 0) return { unknown };
    if (isTooMany(known, costs)) return { tooMany: true as const };
    return await changeUnitCostsIn(tx, shop, costs, expected);
  });
}

/** `changeUnitCosts` of goods that the shop has or had, in the caller's transaction. */
export const changeUnitCostsIn = (
  tx: Tx,
  shop: ShopId,
  costs: UnitCosts,
  expected: number | null,
) => changeRowsIn(tx, shop, ROWS, () => costs, expected);

const ROWS: SettingRows<number> = {
  part: 'unitCosts',
  name: 'costs',
  read: readUnitCosts,
  write,
  keysOf: (kept) => Object.keys(parseUnitCosts(kept) ?? {}),
};

/** Whether a shop with some costs would have more than it may. */
export function isTooMany(known: ReadonlyMap<string, number>, costs: UnitCosts): boolean {
  const then = new Set(known.keys());
  for (const [key, amount] of Object.entries(costs))
    if (amount === null) then.delete(key);
    else then.add(key);
  return then.size > MOST_COSTS;
}

async function write(tx: Tx, shop: ShopId, costs: UnitCosts): Promise<void> {
  const given = costsOfKeys(costs);
  await tx.query(sql`
    delete from own_unit_costs known using ${given}
    where known.shop_id = ${shop} and cost.unit_cost_shop_amount is null
      and (known.product_id, known.variant_id, known.from_day) = (cost.product_id, cost.variant_id, cost.from_day)`);
  await tx.query(sql`
    insert into own_unit_costs (shop_id, product_id, variant_id, from_day, unit_cost_shop_amount)
    select ${shop}::int, product_id, variant_id, from_day, unit_cost_shop_amount from ${given}
    where unit_cost_shop_amount is not null
    on conflict (shop_id, product_id, variant_id, from_day)
      do update set unit_cost_shop_amount = excluded.unit_cost_shop_amount`);
}

/** All unit costs that the merchant has entered, by key. */
export async function readUnitCosts(tx: Tx, shop: ShopId): Promise<Map<string, number>> {
  const found = await rows(
    tx,
    z.object({ key: z.string(), amount: z.coerce.number() }),
    sql`
    select ${KEY_OF_COST} as key, unit_cost_shop_amount::text as amount from ${ownCostsOf(shop)}
    order by product_id, variant_id, from_day`,
  );
  return new Map(found.map(({ key, amount }) => [key, amount]));
}

/** The same with the settings version that they are of. */
export async function readUnitCostsNow(
  shop: ShopId,
): Promise<{ version: number; costs: Map<string, number> }> {
  return await withShop(shop, async (tx) => {
    // first: a change that commits before the costs are read makes the next save compare with it
    const { settingsVersion } = await shopById(tx, shop);
    return { version: settingsVersion, costs: await readUnitCosts(tx, shop) };
  });
}

/** Keys of costs whose product or variant is none of the shop's; what it has a cost of already is known. */
async function unknownGoods(tx: Tx, shop: ShopId, costs: UnitCosts): Promise<string[]> {
  const found = await rows(
    tx,
    z.object({ key: z.string() }),
    sql`
    select ${KEY_OF_COST} as key from ${costsOfKeys(costs)}
    where unit_cost_shop_amount is not null
      and not exists (select from products where shop_id = ${shop} and id = cost.product_id
        and (cost.variant_id = 0
          or exists (select from variants where shop_id = ${shop} and id = cost.variant_id and product_id = cost.product_id)))
      and not exists (select from own_unit_costs known where known.shop_id = ${shop}
        and known.product_id = cost.product_id and known.variant_id = cost.variant_id)`,
  );
  return found.map(({ key }) => key);
}
