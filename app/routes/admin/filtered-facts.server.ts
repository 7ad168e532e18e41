import { setTimeout as pause } from 'node:timers/promises';
import { compareDays } from '../../metrics/compare/compare';
import { filterChoices, NO_CHOICES } from '../../metrics/filter/choices';
import { filterKey, filterOf, type Filter } from '../../metrics/filter/filter';
import { readFiltered, type FilteredRead } from '../../metrics/filter/read-filtered.server';
import type { ReadSnapshot } from '../../metrics/read.server';
import { requestFiltered } from '../../shop/state/filtered-view.server';
import type { InstalledShop } from '../../shop/shop.server';
import type { FilteredStatus } from '../../ui/frame/page-status';
import { renewalsOf } from '../../ui/repeat/view';
import { sheetFacts } from '../../ui/sheets/sheet-facts';
import type { Compared } from './compared-day.server';
import type { PageFacts } from './page-facts.server';

export interface FilteredFacts extends PageFacts {
  /** the shop's own numbers of the day, also of a filtered page; null: none yet */
  base: ReadSnapshot | null;
}

/** Shops up to this many orders are counted within the wait. */
const SMALL_ORDERS = 50_000;
/** The page of a small shop waits so long for its numbers before it says that they are being counted. */
const WAIT_MS = 800;
const LOOK_MS = 40;

/**
 * Replaces a page's numbers by those of the customers that its address's filter chooses, and compares them with those of
 * the earlier day that the same filter chooses. `read` is null until they are counted, and the open page polls. Asks for
 * them where no other page has.
 */
export async function filteredFacts(facts: PageFacts, url: string): Promise<FilteredFacts> {
  const { shop, read: base, compared } = facts;
  const filter = filterOf(new URL(url).searchParams);
  const choices = base === null ? NO_CHOICES : filterChoices(base.snapshot);
  const all = { ...facts.status, filtered: { choices, state: 'all' as const } };
  if (filter === null) return { ...facts, base, status: all };
  const withState = (
    state: FilteredStatus['state'],
    read: ReadSnapshot | null,
    earlier: Compared | null = null,
  ): FilteredFacts => ({
    ...facts,
    read,
    base,
    compared: earlier,
    comparison:
      read && earlier && compareDays(read.snapshot, earlier.read?.snapshot ?? null, earlier.day),
    status: {
      ...all,
      compared: earlier ? { day: earlier.day, state: earlier.state } : all.compared,
      computedAt: read?.computedAt ?? all.computedAt,
      filtered: { choices, state },
      sheets: read && sheetFacts(read.snapshot, renewalsOf(new URL(url))),
    },
  });
  if (filter === 'impossible') return withState(filter, null);
  if (shop === null || base === null) return withState('waiting', null);
  // one wait for both days; the earlier one is requested second, because the latest request is counted first
  const deadline = performance.now() + WAIT_MS;
  const { read, state } = await filteredRead(shop, filter, base, deadline);
  if (read === null || !compared?.read) return withState(state, read, compared);
  const earlier = await filteredRead(shop, filter, compared.read, deadline);
  return withState(state, read, { ...compared, ...earlier });
}

async function filteredRead(
  { id }: InstalledShop,
  filter: Filter,
  base: ReadSnapshot,
  deadline: number,
): Promise<Pick<FilteredRead, 'state' | 'read'>> {
  const found = await readFiltered(id, filter, base);
  if (!found.due) return found;
  await requestFiltered(id, { asOf: base.snapshot.asOf, key: filterKey(filter), filter });
  if (found.read !== null || base.snapshot.orders.counted > SMALL_ORDERS) return found;
  while (performance.now() < deadline) {
    await pause(LOOK_MS);
    const again = await readFiltered(id, filter, base);
    if (again.read !== null) return again;
  }
  return await readFiltered(id, filter, base);
}
