import { z } from 'zod';
import { sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { settingsOf, shopById, type Shop } from '../../store/shops/shops';
import { LONGEST_SOURCE } from '../../terms/filters';
import { readSpend } from '../advertising/spend.server';
import {
  changeRowsIn,
  pickValues,
  type RowsResult,
  type SettingRows,
  type Values,
} from '../change-rows.server';
import { channelFault, channelName, channelOf } from '../entered/cells';
import type { Changed } from '../history.server';

/** The advertising channel of each source of first orders; null: none. */
export type Mapping = Values<string>;

/** Sources that a shop may map. */
export const MOST_MAPPED = 500;

/**
 * `unknown`: channels that the shop does not have. `tooMany`: more sources than may be mapped. `meanwhile`: sources that someone
 * else has mapped since the page was opened. Nothing was saved.
 */
export type MappingResult = RowsResult<string> | { unknown: string[] } | { tooMany: true };

const channel = z
  .string()
  .refine((name) => channelFault(name) === null && channelName(name) === name);
const source = z.string().min(1).max(LONGEST_SOURCE);
const mappingSchema = z.record(source, channel.nullable());
const keptSchema = z.object({ sources: z.record(source, channel).default({}) });

/** A mapping as the change history keeps it; null for anything else. */
export function parseMapping(kept: unknown): Mapping | null {
  return mappingSchema.safeParse(kept).data ?? null;
}

/** The channels of a shop's sources. A source has one channel at most. */
export function mappingOf(shop: Pick<Shop, 'settings'>): Map<string, string> {
  return new Map(Object.entries(settingsOf(shop, 'channels', keptSchema).sources));
}

/**
 * Changes the channels of sources in one transaction, as one change of the settings. Numbers are not counted again: newcomers
 * are kept by source.
 * @param expected the version that the merchant's page was opened with
 */
export async function changeMapping(
  shop: ShopId,
  mapping: Mapping,
  expected: number | null,
): Promise<MappingResult> {
  return await withShop(shop, async (tx): Promise<MappingResult> => {
    const known = mappingOf(await shopById(tx, shop));
    const channels = new Set([...(await readSpend(tx, shop)).keys()].map(channelOf));
    for (const own of known.values()) channels.add(own);
    const unknown = Object.values(mapping).filter((own) => own !== null && !channels.has(own));
    if (unknown.length > 0) return { unknown: [...new Set(unknown)].flatMap((own) => own ?? []) };
    for (const [own, chosen] of Object.entries(mapping))
      if (chosen === null) known.delete(own);
      else known.set(own, chosen);
    if (known.size > MOST_MAPPED) return { tooMany: true };
    return await changeMappingIn(tx, shop, () => mapping, expected);
  });
}

/** `changeMapping` in the caller's transaction, of channels that the shop has or had. */
export const changeMappingIn = (
  tx: Tx,
  shop: ShopId,
  chosen: (known: ReadonlyMap<string, string>) => Mapping,
  expected: number | null,
) => changeRowsIn(tx, shop, ROWS, (known) => mappingSchema.parse(chosen(known)), expected);

/** The mapping now of the sources of a change. */
export async function readMapping(tx: Tx, shop: ShopId): Promise<Map<string, string>> {
  return mappingOf(await shopById(tx, shop));
}

const ROWS: SettingRows<string> = {
  part: 'channels',
  name: 'sources',
  read: readMapping,
  write,
  keysOf: (kept) => Object.keys(parseMapping(kept) ?? {}),
};

async function write(tx: Tx, shop: ShopId, mapping: Mapping): Promise<void> {
  const then = await readMapping(tx, shop);
  for (const [own, chosen] of Object.entries(mapping))
    if (chosen === null) then.delete(own);
    else then.set(own, chosen);
  const kept = { sources: Object.fromEntries(then) };
  await tx.query(sql`
    update shops set settings = jsonb_set(settings, '{channels}', ${JSON.stringify(kept)}::jsonb) where id = ${shop}`);
}

/** Sources follow a channel that the grid renames, and have none where it is removed. @returns what changed */
export async function followChannels(
  tx: Tx,
  shop: ShopId,
  {
    renamed,
    removed,
  }: { renamed: readonly { from: string; to: string }[]; removed: readonly string[] },
): Promise<Changed[]> {
  const moved = new Map<string, string | null>(renamed.map(({ from, to }) => [from, to]));
  for (const own of removed) moved.set(own, null);
  const known = await readMapping(tx, shop);
  const followed = [...known].flatMap(([own, chosen]) => {
    const then = moved.get(chosen);
    return then === undefined ? [] : [[own, then] as const];
  });
  return await writeFollowing(tx, shop, known, Object.fromEntries(followed));
}

/** Gives the sources that followed a change of channels their channels of before, but for those that have another one since. */
export async function returnSources(
  tx: Tx,
  shop: ShopId,
  { before, after }: Pick<Changed, 'before' | 'after'>,
): Promise<Changed[]> {
  const [was, followed] = [parseMapping(before) ?? {}, parseMapping(after) ?? {}];
  const known = await readMapping(tx, shop);
  const returning = Object.keys(was).filter(
    (own) => (known.get(own) ?? null) === (followed[own] ?? null),
  );
  return await writeFollowing(
    tx,
    shop,
    known,
    pickValues(returning, (own) => was[own]),
  );
}

async function writeFollowing(
  tx: Tx,
  shop: ShopId,
  known: ReadonlyMap<string, string>,
  after: Mapping,
): Promise<Changed[]> {
  const sources = Object.keys(after);
  if (sources.length === 0) return [];
  await write(tx, shop, after);
  const before = pickValues(sources, (own) => known.get(own));
  return [{ part: ROWS.part, name: ROWS.name, before, after }];
}
