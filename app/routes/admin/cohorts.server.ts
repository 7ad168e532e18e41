import type { OwnReads } from './day-facts.server';
import { detailReads, type ReadDetail } from './filtered-facts.server';
import { cohortsOfGrid, cohortsOfSnapshot, needsDetail } from '../../metrics/cohorts/shown';
import type { DetailRead } from '../../metrics/filter/read-filtered.server';
import type { Snapshot } from '../../metrics/snapshot';
import type { CohortMeasure, Grain } from '../../terms/cohorts';
import { cohortChoiceOf } from '../../ui/cohorts/address';
import type { CohortsView } from '../../ui/cohorts/view';

type Detail = DetailRead<`cohorts.${Grain}`>;

/**
 * Reads the cohorts of a page's address, among the page's reads; null where the snapshot has what is chosen.
 * @param own the page's own measure
 */
export function cohortReads(url: string, own: CohortMeasure): OwnReads<Detail | null> {
  const choice = cohortChoiceOf(new URL(url).searchParams, own);
  return needsDetail(choice)
    ? detailReads(url, `cohorts.${choice.grain}`)
    : () => Promise.resolve(null);
}

/**
 * The cohorts of a page; asks for those that are not kept.
 * @param own the page's own measure
 * @param snapshot the numbers that the page shows
 * @param detail the page's, which asks for what is not kept
 * @param found what `cohortReads` has found
 */
export async function cohortsView(
  url: string,
  own: CohortMeasure,
  snapshot: Snapshot,
  detail: ReadDetail,
  found: Detail | null,
  { choosesRenewals }: Pick<CohortsView, 'choosesRenewals'>,
): Promise<CohortsView> {
  const choice = cohortChoiceOf(new URL(url).searchParams, own);
  const marginRate = Number.isNaN(snapshot.ltv.marginRate) ? null : snapshot.ltv.marginRate;
  const { newcomersFrom } = snapshot.history;
  const view = { choice, own, choosesRenewals, newcomersFrom, marginRate };
  if (choice.measure === 'profit' && marginRate === null) return { ...view, shown: 'noMargin' };
  if (!needsDetail(choice)) return { ...view, shown: cohortsOfSnapshot(snapshot, choice) };
  const { numbers } = await detail(`cohorts.${choice.grain}`, found);
  return { ...view, shown: numbers ? cohortsOfGrid(numbers, snapshot, choice) : 'counting' };
}
