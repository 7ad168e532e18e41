import { withShop, type ShopId, type Tx } from '../store/db.server';
import { shopById } from '../store/shops/shops';
import { takeTurn } from '../store/shops/turn';
import { changeSpendIn, parseSpend, readSpend } from './advertising/spend.server';
import { excessOf } from './entered/cells';
import {
  changeMappingIn,
  parseMapping,
  readMapping,
  returnSources,
} from './channels/channels.server';
import { pickValues, type Follow } from './change-rows.server';
import { changeSettingsIn, isSame } from './change.server';
import { findChange } from './history.server';
import { isTablePart, parsePart, type Part, type TablePart, type WhichChange } from './parts';
import { changeRolesIn, parseRoles, rolesNow } from './roles.server';
import {
  changeUnitCostsIn,
  isTooMany,
  parseUnitCosts,
  readUnitCosts,
} from './unit-costs/unit-costs.server';

/**
 * done: the setting has its value from before the change. changed: it has changed again since, so nothing was undone;
 * the same with `confirmed` undoes it. gone: no such change is kept. unfit: this release takes the old value no more.
 */
export type UndoResult =
  | { state: 'done'; version: number }
  | { state: 'changed'; value: unknown; before: unknown }
  | { state: 'gone' | 'unfit' };

/** A changed setting: its value now, and how it gets the one of before; null where this release does not take that. */
interface Undoable {
  value: unknown;
  /** @returns the new version */
  setBack: (() => Promise<number>) | null;
}

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
    await takeTurn(tx, shop);
    const change = await findChange(tx, shop, which);
    if (change === null) return { state: 'gone' };
    const { before, after } = change;
    const found = isTablePart(part)
      ? await IN_TABLES[part](tx, shop, before, which.version)
      : await ofSetting(tx, shop, part, name, before);
    if (!confirmed && !isSame(found.value, after))
      return { state: 'changed', value: found.value, before };
    if (found.setBack === null) return { state: 'unfit' };
    return { state: 'done', version: await found.setBack() };
  });
}

type Undo = (tx: Tx, shop: ShopId, before: unknown, version: number) => Promise<Undoable>;

async function ofSetting(
  tx: Tx,
  shop: ShopId,
  part: Part,
  name: string,
  before: unknown,
): Promise<Undoable> {
  const { settings } = await shopById(tx, shop);
  const value = parsePart(part, settings[part])[name];
  if (!takes(part, { ...Object(settings[part]), [name]: before })) return { value, setBack: null };
  return {
    value,
    setBack: async () => (await changeSettingsIn(tx, shop, part, { [name]: before }, null)).version,
  };
}

const SOURCES = { part: 'channels', name: 'sources' } as const;

/** How a change of what is changed row by row is undone. */
const IN_TABLES: Record<TablePart, Undo> = {
  roles: async (tx, shop, before) => {
    const roles = parseRoles(before);
    return {
      value: await rolesNow(tx, shop, roles ?? {}),
      setBack: roles && (async () => (await changeRolesIn(tx, shop, roles, null)).version),
    };
  },
  advertising: async (tx, shop, before, version) => {
    const known = await readSpend(tx, shop);
    const spend = parseSpend(before) ?? {};
    const fits = parseSpend(before) !== null && excessOf(known, spend) === null;
    return {
      value: pickValues(Object.keys(spend), (key) => known.get(key)),
      setBack: fits
        ? async () => {
            // a renamed channel took its sources with it
            const sources = await findChange(tx, shop, { ...SOURCES, version });
            const back: Follow = async (own) =>
              sources ? await returnSources(own, shop, sources) : [];
            return (await changeSpendIn(tx, shop, () => spend, null, back)).version;
          }
        : null,
    };
  },
  unitCosts: async (tx, shop, before) => {
    const known = await readUnitCosts(tx, shop);
    const costs = parseUnitCosts(before);
    const fits = costs !== null && !isTooMany(known, costs);
    return {
      value: pickValues(Object.keys(costs ?? {}), (key) => known.get(key)),
      setBack: fits ? async () => (await changeUnitCostsIn(tx, shop, costs, null)).version : null,
    };
  },
  channels: async (tx, shop, before) => {
    const mapping = parseMapping(before);
    const known = await readMapping(tx, shop);
    return {
      value: pickValues(Object.keys(mapping ?? {}), (source) => known.get(source)),
      setBack:
        mapping && (async () => (await changeMappingIn(tx, shop, () => mapping, null)).version),
    };
  },
};

function takes(part: Part, settings: Record<string, unknown>): boolean {
  try {
    parsePart(part, settings);
    return true;
  } catch {
    return false;
  }
}
