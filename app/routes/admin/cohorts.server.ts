import { countedSoon, waitsUntil } from './filtered-facts.server';
import type { OwnReads } from './day-facts.server';
import { cohortsOfGrid, cohortsOfSnapshot, needsDetail } from '../../metrics/cohorts/shown';
import { detailKey, type Filter } from '../../metrics/filter/filter';
import { detailIn, type DetailRead } from '../../metrics/filter/read-filtered.server';
import type { ReadSnapshot } from '../../metrics/read.server';
import type { Snapshot } from '../../metrics/snapshot';
import { requestFiltered } from '../../shop/state/filtered-view.server';
import { readPage, type InstalledShop } from '../../shop/shop.server';
import type { CohortMeasure, Grain } from '../../terms/cohorts';
import { cohortChoiceOf } from '../../ui/cohorts/address';
import type { CohortsView } from '../../ui/cohorts/view';
import { parseFilter } from '../../ui/frame/view-address';

type Detail = DetailRead<`cohorts.${Grain}`>;

/** The cohorts that an address chooses, as far as they are kept. */
export interface CohortsRead {
  shop: InstalledShop;
  filter: Filter;
  /** the shop's own numbers of the day; null: none yet */
  base: ReadSnapshot | null;
  /** null where the snapshot has what is chosen */
  detail: Detail | null;
}

/** Reads the cohorts of a page's address, among the page's reads. @param own the page's own measure */
export function cohortReads(url: string, own: CohortMeasure): OwnReads<CohortsRead | null> {
  const query = new URL(url).searchParams;
  const choice = cohortChoiceOf(query, own);
  const filter = parseFilter(query) ?? {};
  return async (tx, { shop, read: base }) => {
    if (filter === 'impossible') return null;
    const isKept = base === null || !needsDetail(choice);
    const name = `cohorts.${choice.grain}` as const;
    const detail = isKept ? null : await detailIn(tx, shop.id, name, filter, base);
    return { shop, filter, base, detail };
  };
}

/**
 * The cohorts of a page. Requests those that are not kept, and waits a moment for a small shop's.
 * @param snapshot the numbers that the page shows
 * @param own the page's own measure
 */
export async function cohortsView(
  url: string,
  own: CohortMeasure,
  snapshot: Snapshot,
  found: CohortsRead | null,
  { choosesRenewals }: Pick<CohortsView, 'choosesRenewals'>,
): Promise<CohortsView> {
  const choice = cohortChoiceOf(new URL(url).searchParams, own);
  const marginRate = Number.isNaN(snapshot.ltv.marginRate) ? null : snapshot.ltv.marginRate;
  const view = { choice, own, choosesRenewals, marginRate };
  if (choice.measure === 'profit' && marginRate === null) return { ...view, shown: 'noMargin' };
  if (!needsDetail(choice)) return { ...view, shown: cohortsOfSnapshot(snapshot, choice) };
  const numbers = found && (await countedCohorts(found, choice.grain));
  return { ...view, shown: numbers ? cohortsOfGrid(numbers, snapshot, choice) : 'counting' };
}

async function countedCohorts(
  { shop, filter, base, detail }: CohortsRead,
  grain: Grain,
): Promise<Detail['numbers']> {
  if (base === null || detail === null) return null;
  const name = `cohorts.${grain}` as const;
  if (!detail.due) return detail.numbers;
  await requestFiltered(shop.id, {
    asOf: base.snapshot.asOf,
    ...{ key: detailKey(filter, name), filter },
  });
  if (detail.numbers !== null) return detail.numbers;
  const again = await countedSoon(
    () => readPage(shop.id, (tx) => detailIn(tx, shop.id, name, filter, base)),
    ({ numbers }) => numbers !== null,
    base,
    waitsUntil(),
  );
  return again?.numbers ?? null;
}
