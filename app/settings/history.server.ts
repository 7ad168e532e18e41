import { z } from 'zod';
import { now } from '../clock.server';
import { join, one, rows, sql, withShop, type ShopId, type Tx } from '../store/db.server';
import { isRule, NO_RULES, RULES, type WhichChange } from './parts';

/** One setting of a change. Nothing says who changed it. */
export interface Changed {
  part: string;
  name: string;
  before: unknown;
  after: unknown;
}

/** Changes of a shop that are kept: a few years of one change a day. */
export const MOST_CHANGES = 500;

/**
 * Raises the shop's settings version and keeps what changed, in the transaction that changes the values. Numbers that
 * were counted before a change of a rule are known by their `rulesVersion` from then on. A draft that is being counted is void.
 * @param changes at least one
 * @returns the new version
 */
export async function recordChange(
  tx: Tx,
  shop: ShopId,
  changes: readonly Changed[],
): Promise<number> {
  const rules = changes.some(isRule);
  const { version } = await one(
    tx,
    z.object({ version: z.number() }),
    sql`
    update shops set settings_version = settings_version + 1,
      rules_version = case when ${rules} then settings_version + 1 else rules_version end
    where id = ${shop} returning settings_version as version`,
  );
  await tx.query(sql`delete from preview_requests where shop_id = ${shop}`);
  await tx.query(sql`
    insert into settings_changes (shop_id, version, part, name, value_before, value_after, changed_at)
    select ${shop}::int, ${version}::int, part, name, coalesce(before, 'null'), coalesce(after, 'null'), ${now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change (part text, name text, before jsonb, after jsonb)`);
  await tx.query(sql`
    delete from settings_changes where shop_id = ${shop} and (version, part, name) not in (
      select version, part, name from settings_changes where shop_id = ${shop}
      order by version desc, part, name limit ${MOST_CHANGES})`);
  return version;
}

const changeSchema = z.object({
  version: z.number(),
  part: z.string(),
  name: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  at: z.date(),
});

/** A kept row of the history. */
export type SettingsChange = z.output<typeof changeSchema>;

const CHANGES = sql`
  select version, part, name, value_before as before, value_after as after, changed_at as at from settings_changes`;

/** Parts whose changes have thousands of values: the history reads what it says of them by itself. */
const LARGE = sql`('advertising', 'unitCosts')`;

/**
 * The latest of the kept changes, the last one first. Those of advertising and of unit costs come without their values, up to
 * 50,000 of each: `readSpendChanges` and `readCostChanges` sum them.
 */
export async function readHistory(shop: ShopId, most = MOST_CHANGES): Promise<SettingsChange[]> {
  return await withShop(shop, (tx) =>
    rows(
      tx,
      changeSchema,
      sql`
      select version, part, name, changed_at as at,
        case when part in ${LARGE} then 'null' else value_before end as before,
        case when part in ${LARGE} then 'null' else value_after end as after
      from settings_changes where shop_id = ${shop} order by version desc, part, name limit ${most}`,
    ),
  );
}

/** The row of one setting of a change; null where the history has none. */
export async function findChange(
  tx: Tx,
  shop: ShopId,
  { version, part, name }: WhichChange,
): Promise<SettingsChange | null> {
  const [found] = await rows(
    tx,
    changeSchema,
    sql`${CHANGES} where shop_id = ${shop} and version = ${version} and part = ${part} and name = ${name}`,
  );
  return found ?? null;
}

/** The changes after a version; null where some of them are not kept any more. */
export async function readChangesSince(
  tx: Tx,
  shop: ShopId,
  version: number,
): Promise<SettingsChange[] | null> {
  const since = await rows(
    tx,
    changeSchema,
    sql`${CHANGES} where shop_id = ${shop} and version > ${version} order by version`,
  );
  return since[0]?.version === version + 1 && since.length < MOST_CHANGES ? since : null;
}

/**
 * When a rule first changed after the numbers of a version were counted; null where none did, or the history has
 * lost it.
 */
export async function readRulesChangedAt(shop: ShopId, rulesVersion: number): Promise<Date | null> {
  const { at } = await withShop(shop, (tx) =>
    one(
      tx,
      z.object({ at: z.date().nullable() }),
      sql`
      select min(changed_at) as at from settings_changes
      where shop_id = ${shop} and version > ${rulesVersion} and part in (${join([...RULES])})
        and part || '.' || name <> all(${[...NO_RULES]}::text[])`,
    ),
  );
  return at;
}
