import { z } from 'zod';
import { rows, sql, withShop, type ShopId, type Tx } from '../store/db.server';
import { takeTurn } from '../store/shops/turn';
import { PRODUCT_ID } from '../terms/filters';
import { PRODUCT_ROLES, type ProductRole } from '../terms/product-roles';
import {
  changeRowsIn,
  pickValues,
  type RowsResult,
  type SettingRows,
  type Values,
} from './change-rows.server';

/** Roles by product id; null: none. */
export type Roles = Values<ProductRole>;

/** The products that one save may change: a page shows fewer. */
export const MOST_ROLES = 1000;

/**
 * `unknown`: products that the shop does not have. `meanwhile`: products that someone else has changed since the page was opened,
 * with their roles now. Nothing was saved with either; a save with the new version overwrites the latter.
 */
export type RolesResult = RowsResult<ProductRole> | { unknown: string[] };

const rolesSchema = z.record(z.string(), z.enum(PRODUCT_ROLES).nullable());

/** Roles as the change history keeps them; null for anything else. */
export function parseRoles(kept: unknown): Roles | null {
  return rolesSchema.safeParse(kept).data ?? null;
}

/**
 * Changes products' roles in one transaction, as `changeSettings` does settings: the roles, the shop's version, one row of the
 * history for all of them, and the count of today and of the past. Roles that the products have already change nothing.
 * @param expected the version that the merchant's page was opened with; null: not checked
 */
export async function changeRoles(
  shop: ShopId,
  roles: Roles,
  expected: number | null,
): Promise<RolesResult> {
  return await withShop(shop, async (tx) => {
    await takeTurn(tx, shop);
    const unknown = await unknownProducts(tx, shop, Object.keys(roles));
    if (unknown.length > 0) return { unknown };
    return await changeRolesIn(tx, shop, roles, expected);
  });
}

/** `changeRoles` of products that the shop has or had, in the caller's transaction. */
export const changeRolesIn = (tx: Tx, shop: ShopId, roles: Roles, expected: number | null) =>
  changeRowsIn(tx, shop, ROWS, () => roles, expected);

const ROWS: SettingRows<ProductRole> = {
  part: 'roles',
  name: 'products',
  read: rolesOf,
  write,
  keysOf: (kept) => Object.keys(parseRoles(kept) ?? {}),
};

async function write(tx: Tx, shop: ShopId, roles: Roles): Promise<void> {
  const given = sql`jsonb_each_text(${JSON.stringify(roles)}::jsonb) given(product, role)`;
  await tx.query(sql`
    delete from product_roles where shop_id = ${shop}
      and product_id in (select product::bigint from ${given} where role is null)`);
  await tx.query(sql`
    insert into product_roles (shop_id, product_id, role)
    select ${shop}::int, product::bigint, role from ${given} where role is not null
    on conflict (shop_id, product_id) do update set role = excluded.role`);
}

/** The products that have a role, with it. */
async function rolesOf(tx: Tx, shop: ShopId): Promise<Map<string, ProductRole>> {
  const found = await rows(
    tx,
    z.object({ product: z.string(), role: z.enum(PRODUCT_ROLES) }),
    sql`select product_id::text as product, role from product_roles where shop_id = ${shop}`,
  );
  return new Map(found.map(({ product, role }) => [product, role]));
}

/** The roles now of the products of a change. */
export async function rolesNow(tx: Tx, shop: ShopId, change: Roles): Promise<Roles> {
  const known = await rolesOf(tx, shop);
  return pickValues(Object.keys(change), (product) => known.get(product));
}

/** Those that are neither a product of the shop nor one with a role, which Shopify may have deleted since. */
async function unknownProducts(
  tx: Tx,
  shop: ShopId,
  products: readonly string[],
): Promise<string[]> {
  const ids = products.filter((id) => PRODUCT_ID.test(id));
  const found = await rows(
    tx,
    z.object({ id: z.string() }),
    sql`
    select id::text from products where shop_id = ${shop} and id = any(${ids}::bigint[])
    union select product_id::text from product_roles where shop_id = ${shop} and product_id = any(${ids}::bigint[])`,
  );
  const known = new Set(found.map(({ id }) => id));
  return products.filter((id) => !known.has(id));
}
