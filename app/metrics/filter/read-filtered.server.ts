import { withShop, type ShopId, type Tx } from '../../store/db.server';
import { detailNamed, type DetailName, type DetailNumbers } from '../details/details';
import { readable } from '../readable';
import type { ReadSnapshot } from '../read.server';
import { detailKey, filterKey, type Filter } from './filter';
import { keptViewIn, type KeptView } from './kept-view.server';

/** The numbers of chosen customers, as far as they are. */
export interface FilteredRead extends Pick<KeptView, 'state' | 'due'> {
  /** null before the first count; `stale` while the shop's own numbers have changed since */
  read: ReadSnapshot | null;
}

/**
 * Reads the numbers of the customers that a filter chooses. They are current while the shop's own numbers of that day
 * are the ones whose T and window they have: every change that makes those count again makes these due.
 * @param base the shop's own numbers of the day
 */
export async function readFiltered(
  shop: ShopId,
  filter: Filter,
  base: ReadSnapshot,
): Promise<FilteredRead> {
  const { kept, ...found } = await withShop(shop, (tx) =>
    keptViewIn(tx, shop, filterKey(filter), base),
  );
  const read = kept && {
    ...readable(kept.numbers),
    computedAt: kept.computedAt.toISOString(),
    stale: base.stale || !kept.current,
    rulesVersion: kept.rulesVersion,
  };
  return { ...found, read };
}

/** A detail's numbers, as far as they are. */
export interface DetailRead<N extends DetailName> extends Pick<KeptView, 'state' | 'due'> {
  /** null before the first count */
  numbers: DetailNumbers[N] | null;
}

/**
 * Reads a detail of the customers whom a filter chooses, among a page's reads. Numbers of another shape, which another
 * release counted, are due.
 * @param base the shop's own numbers of the day
 */
export async function detailIn<N extends DetailName>(
  tx: Tx,
  shop: ShopId,
  name: N,
  filter: Filter,
  base: ReadSnapshot,
): Promise<DetailRead<N>> {
  const { state, due, kept } = await keptViewIn(tx, shop, detailKey(filter, name), base);
  if (kept === null) return { state, due, numbers: null };
  const read = detailNamed(name)?.schema.safeParse(kept.numbers);
  return read?.success
    ? { state, due, numbers: read.data as DetailNumbers[N] }
    : { state: 'waiting', due: true, numbers: null };
}
