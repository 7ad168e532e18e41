import type { ShopId, Tx } from '../store/db.server';
import { shopById } from '../store/shops/shops';
import { takeTurn } from '../store/shops/turn';
import { applyChange } from './apply.server';
import { readChangesSince, recordChange, type Changed } from './history.server';
import type { TablePart } from './parts';

const byNumber = new Intl.Collator('en', { numeric: true }).compare;

/** What stands in a table, by key; null: nothing. */
export type Values<V> = Readonly<Record<string, V | null>>;

/** `meanwhile`: values that someone else has changed since the page was opened, as they are now; nothing was saved. */
export type RowsResult<V> = { version: number } | { version: number; meanwhile: Values<V> };

/** Writes what follows from a change, and says what it changed. */
export type Follow = (tx: Tx) => Promise<readonly Changed[]>;

/** A part of the settings that stands in a table of its own. */
export interface SettingRows<V> {
  part: TablePart;
  name: string;
  /** the values of the shop */
  read: (tx: Tx, shop: ShopId) => Promise<ReadonlyMap<string, V>>;
  write: (tx: Tx, shop: ShopId, changed: Values<V>) => Promise<void>;
  /** the keys of a change that the history keeps */
  keysOf: (kept: unknown) => string[];
}

/**
 * Changes values of a table as `changeSettings` does settings, in the caller's transaction: the rows, the shop's version,
 * one row of the history for all of them, and the count of today and of the past. Values that the shop has already
 * change nothing.
 * @param chosen the new values, from those that the shop has
 * @param expected the version that the merchant's page was opened with; null: not checked
 * @param follow changes what follows from it in other parts: the same version of the history, one undo
 */
export async function changeRowsIn<V>(
  tx: Tx,
  shop: ShopId,
  rows: SettingRows<V>,
  chosen: (known: ReadonlyMap<string, V>) => Values<V>,
  expected: number | null,
  follow?: Follow,
): Promise<RowsResult<V>> {
  await takeTurn(tx, shop);
  const { settingsVersion } = await shopById(tx, shop);
  const known = await rows.read(tx, shop);
  const values = chosen(known);
  const changed = Object.keys(values)
    .filter((key) => (known.get(key) ?? null) !== values[key])
    .sort(byNumber);
  if (changed.length === 0) return { version: settingsVersion };
  if (expected !== null && expected < settingsVersion) {
    const since = await changedSince(tx, shop, rows, expected);
    const theirs = changed.filter((key) => since === null || since.has(key));
    if (theirs.length > 0)
      return { version: settingsVersion, meanwhile: pickValues(theirs, (key) => known.get(key)) };
  }
  const { part, name } = rows;
  const after = pickValues(changed, (key) => values[key]);
  const before = pickValues(changed, (key) => known.get(key));
  await rows.write(tx, shop, after);
  const followed = (await follow?.(tx)) ?? [];
  const version = await recordChange(tx, shop, [{ part, name, before, after }, ...followed]);
  await applyChange(tx, shop, part, [{ name, before, after }]);
  return { version };
}

export const pickValues = <V>(
  keys: readonly string[],
  valueOf: (key: string) => V | null | undefined,
): Values<V> => Object.fromEntries(keys.map((key) => [key, valueOf(key) ?? null]));

/** Keys that were changed after a version; null where the history does not know. */
async function changedSince<V>(
  tx: Tx,
  shop: ShopId,
  { part, keysOf }: SettingRows<V>,
  version: number,
): Promise<Set<string> | null> {
  const since = await readChangesSince(tx, shop, version);
  return since && new Set(since.flatMap((one) => (one.part === part ? keysOf(one.after) : [])));
}
