import { isDeepStrictEqual } from 'node:util';
import { sql, withShop, type ShopId, type Tx } from '../store/db.server';
import { shopById } from '../store/shops/shops';
import { takeTurn } from '../store/shops/turn';
import { applyChange } from './apply.server';
import { readChangesSince, recordChange, type Changed } from './history.server';
import { parsePart, type Part, type Settings } from './parts';

/** A setting that another page has changed since this one was opened, with its value now. */
interface ChangedMeanwhile {
  name: string;
  value: unknown;
}

/** `meanwhile`: nothing was saved. A save with the new version overwrites these values. */
export type ChangeResult = { version: number } | { version: number; meanwhile: ChangedMeanwhile[] };

/**
 * Changes settings of one part in one transaction: the values, the shop's version, the rows of the history, and the work
 * that follows from them (`applyChange`). The other settings stay. Values that the shop has already change nothing.
 * @param expected the version that the merchant's page was opened with; null: not checked. If one of these settings has
 *   changed since, nothing is saved, so that of two people the second is told
 * @throws ZodError for a value that the part does not take
 */
export async function changeSettings<P extends Part>(
  shop: ShopId,
  part: P,
  values: Partial<Settings<P>>,
  expected: number | null,
): Promise<ChangeResult> {
  return await withShop(shop, (tx) => changeSettingsIn(tx, shop, part, values, expected));
}

/** As `ChangeResult`, of several parts. */
type PartsResult =
  { version: number } | { version: number; meanwhile: (ChangedMeanwhile & { part: string })[] };

/**
 * Changes settings of several parts as one: all of them, or none where one of them has changed meanwhile.
 * @throws ZodError for a value that its part does not take
 */
export async function changeParts(
  shop: ShopId,
  values: { [P in Part]?: Partial<Settings<P>> },
  expected: number | null,
): Promise<PartsResult> {
  try {
    return await withShop(shop, async (tx) => {
      await takeTurn(tx, shop);
      const { settingsVersion } = await shopById(tx, shop);
      let version = settingsVersion;
      const meanwhile: Refused['meanwhile'] = [];
      for (const [part, own] of Object.entries(values)) {
        const result = await changeSettingsIn(tx, shop, part as Part, own, expected);
        version = result.version;
        if ('meanwhile' in result)
          meanwhile.push(...result.meanwhile.map((one) => ({ part, ...one })));
      }
      if (meanwhile.length > 0) throw new Refused(settingsVersion, meanwhile);
      return { version };
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { version: error.version, meanwhile: error.meanwhile };
  }
}

/** Undoes what the parts have written before one of them was refused. */
class Refused extends Error {
  constructor(
    readonly version: number,
    readonly meanwhile: (ChangedMeanwhile & { part: string })[],
  ) {
    super('settings were changed meanwhile');
  }
}

/** `changeSettings` in the caller's transaction. */
export async function changeSettingsIn(
  tx: Tx,
  shop: ShopId,
  part: Part,
  values: Record<string, unknown>,
  expected: number | null,
): Promise<ChangeResult> {
  await takeTurn(tx, shop);
  const { settings, settingsVersion } = await shopById(tx, shop);
  const before = parsePart(part, settings[part]);
  const after = parsePart(part, { ...Object(settings[part]), ...values });
  const changes = Object.keys(values)
    .map((name): Changed => ({ part, name, before: before[name], after: after[name] }))
    .filter((change) => !isSame(change.before, change.after));
  if (changes.length === 0) return { version: settingsVersion };
  if (expected !== null && expected < settingsVersion) {
    const since = await readChangesSince(tx, shop, expected);
    const meanwhile = changes
      .filter(({ name }) => since === null || since.some((one) => isOf(one, part, name)))
      .map(({ name }) => ({ name, value: before[name] }));
    if (meanwhile.length > 0) return { version: settingsVersion, meanwhile };
  }
  await tx.query(sql`
    update shops set settings = settings || jsonb_build_object(
      ${part}::text, coalesce(settings -> ${part}::text, '{}') || ${JSON.stringify(newValues(changes))}::jsonb)
    where id = ${shop}`);
  const version = await recordChange(tx, shop, changes);
  await applyChange(tx, shop, part, changes);
  return { version };
}

/** Whether two values of a setting are the same once they are stored. */
export const isSame = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(stored(one), stored(other));

const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

const isOf = (change: Pick<Changed, 'part' | 'name'>, part: Part, name: string) =>
  change.part === part && change.name === name;

const newValues = (changes: readonly Changed[]) =>
  Object.fromEntries(changes.map(({ name, after }) => [name, after]));
