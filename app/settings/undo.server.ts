import { sql, withShop, type ShopId } from '../store/db.server';
import { shopById } from '../store/shops/shops';
import { changeSettingsIn, isSame } from './change.server';
import { findChange } from './history.server';
import { parsePart, type Part, type WhichChange } from './parts';

/**
 * done: the setting has its value from before the change. changed: it has changed again since, so nothing was undone;
 * the same with `confirmed` undoes it. gone: no such change is kept. unfit: this release takes the old value no more.
 */
export type UndoResult =
  | { state: 'done'; version: number }
  | { state: 'changed'; value: unknown; before: unknown }
  | { state: 'gone' | 'unfit' };

/**
 * Gives one setting the value that it had before a change, as a change of its own.
 * @param which the row of the history
 * @param confirmed also where the setting has changed again since
 */
export async function undoChange(
  shop: ShopId,
  which: WhichChange,
  confirmed: boolean,
): Promise<UndoResult> {
  const { part, name } = which;
  return await withShop(shop, async (tx): Promise<UndoResult> => {
    await tx.query(sql`select from shops where id = ${shop} for no key update`);
    const change = await findChange(tx, shop, which);
    if (change === null) return { state: 'gone' };
    const { settings } = await shopById(tx, shop);
    const value = parsePart(part, settings[part])[name];
    if (!confirmed && !isSame(value, change.after))
      return { state: 'changed', value, before: change.before };
    if (!takes(part, { ...Object(settings[part]), [name]: change.before }))
      return { state: 'unfit' };
    const { version } = await changeSettingsIn(tx, shop, part, { [name]: change.before }, null);
    return { state: 'done', version };
  });
}

function takes(part: Part, settings: Record<string, unknown>): boolean {
  try {
    parsePart(part, settings);
    return true;
  } catch {
    return false;
  }
}
