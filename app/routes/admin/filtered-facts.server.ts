import { setTimeout as pause } from 'node:timers/promises';
import { filterChoices, NO_CHOICES } from '../../metrics/filter/choices';
import type { DetailName, DetailNumbers } from '../../metrics/details/details';
import { detailKey, filterKey, type Filter } from '../../metrics/filter/filter';
import {
  detailIn,
  readFiltered,
  type DetailRead,
  type FilteredRead,
} from '../../metrics/filter/read-filtered.server';
import type { ReadSnapshot } from '../../metrics/read.server';
import { requestFiltered } from '../../shop/state/filtered-view.server';
import { readPage, type InstalledShop } from '../../shop/shop.server';
import type { Merchant } from '../../shopify/shopify.server';
import type { FilteredStatus } from '../../ui/frame/page-status';
import { parseFilter } from '../../ui/frame/view-address';
import { readDayFacts, type DayFacts, type OwnReads } from './day-facts.server';
import { pageFacts, type PageFacts, type ShownNumbers } from './page-facts.server';

/** Shops up to this many orders are counted within the wait. */
const SMALL_ORDERS = 50_000;
/** The page of a small shop waits so long for its numbers before it says that they are being counted. */
const WAIT_MS = 800;
const LOOK_MS = 40;

/**
 * What a page of numbers needs that can be of a part of the customers.
 * @throws Response 400 for a day without numbers
 */
export async function readFilteredFacts<Own>(
  merchant: Pick<Merchant, 'session' | 'shopifyIsDown'>,
  url: string,
  ownReads: OwnReads<Own>,
): Promise<PageFacts<Own> & { detail: ReadDetail }> {
  const address = new URL(url);
  const days = await readDayFacts(merchant, address, ownReads);
  const filter = parseFilter(address.searchParams);
  const facts = await pageFacts(days, await shownNumbers(days, filter));
  return {
    ...facts,
    detail: (name, found) =>
      facts.read === null || filter === 'impossible'
        ? Promise.resolve(NOT_COUNTED)
        : shownDetail(days, name, filter ?? {}, { found: found ?? null }),
  };
}

/**
 * Reads a detail of the customers whose numbers a page shows, and asks for it where no other page has.
 * @param found what the page's own reads have found of it (`detailReads`)
 */
export type ReadDetail = <N extends DetailName>(
  name: N,
  found?: DetailRead<N> | null,
) => Promise<Pick<DetailRead<N>, 'state' | 'numbers'>>;

const NOT_COUNTED = { state: 'waiting', numbers: null } as const;

/** Reads a detail among a page's reads, of the customers whom the page's filter chooses; null where there are none. */
export function detailReads<N extends DetailName>(
  url: string,
  name: N,
): OwnReads<DetailRead<N> | null> {
  const filter = parseFilter(new URL(url).searchParams) ?? {};
  return async (tx, { shop, read: base }) =>
    base === null || filter === 'impossible'
      ? null
      : await detailIn(tx, shop.id, name, filter, base);
}

/**
 * A detail of the customers whom a filter chooses; asks for it where no other page has.
 * @param known.found what the page's own reads have found of it
 * @param known.isCurrent whether it was counted by what holds now, where that is not among the rules of the numbers
 */
export async function shownDetail<N extends DetailName>(
  { shop, read: base }: Pick<DayFacts, 'shop' | 'read'>,
  name: N,
  filter: Filter,
  known: {
    found?: DetailRead<N> | null;
    isCurrent?: (numbers: DetailNumbers[N]) => boolean;
  } = {},
): Promise<Pick<DetailRead<N>, 'state' | 'numbers'>> {
  if (shop === null || base === null) return NOT_COUNTED;
  const read = async () => {
    const found = await readPage(shop.id, (tx) => detailIn(tx, shop.id, name, filter, base));
    return found.numbers === null || (known.isCurrent?.(found.numbers) ?? true)
      ? found
      : { ...NOT_COUNTED, due: true };
  };
  const found = known.found ?? (await read());
  if (!found.due) return found;
  await requestFiltered(shop.id, {
    ...{ asOf: base.snapshot.asOf, key: detailKey(filter, name), filter },
  });
  if (found.numbers !== null) return found;
  return (await countedSoon(read, ({ numbers }) => numbers !== null, base, waitsUntil())) ?? found;
}

/**
 * The numbers of the customers whom a filter chooses, and those of the earlier day whom the same filter chooses. `read`
 * is null until they are counted, and the open page polls. Asks for them where no other page has.
 * @param filter null: all customers
 */
export async function shownNumbers(
  { shop, read: base, compared }: Pick<DayFacts, 'shop' | 'read' | 'compared'>,
  filter: ReturnType<typeof parseFilter>,
): Promise<ShownNumbers> {
  const choices = base === null ? NO_CHOICES : filterChoices(base.snapshot);
  const none = (state: FilteredStatus['state']): ShownNumbers => ({
    ...{ read: null, compared, filtered: { choices, state } },
  });
  if (filter === null) return { read: base, compared, filtered: { choices, state: 'all' } };
  if (filter === 'impossible') return none(filter);
  if (shop === null || base === null) return none('waiting');
  // one wait for both days; the earlier one is requested second, because the latest request is counted first
  const deadline = waitsUntil();
  const { read, state } = await filteredRead(shop, filter, base, deadline);
  if (read === null || !compared?.read) return { ...none(state), read };
  const earlier = await filteredRead(shop, filter, compared.read, deadline);
  // numbers by other settings are not compared
  const own = earlier.read?.rulesVersion === read.rulesVersion ? earlier : NOT_COMPARED;
  return { ...none(state), read, compared: { ...compared, ...own } };
}

const NOT_COMPARED = { state: 'waiting', read: null } as const;

async function filteredRead(
  { id }: InstalledShop,
  filter: Filter,
  base: ReadSnapshot,
  deadline: number,
): Promise<Pick<FilteredRead, 'state' | 'read'>> {
  const found = await readFiltered(id, filter, base);
  if (!found.due) return found;
  await requestFiltered(id, { asOf: base.snapshot.asOf, key: filterKey(filter), filter });
  if (found.read !== null) return found;
  const again = await countedSoon(
    () => readFiltered(id, filter, base),
    ({ read }) => read !== null,
    base,
    deadline,
  );
  return again ?? found;
}

/** By when a page shows what it has. */
const waitsUntil = (): number => performance.now() + WAIT_MS;

/**
 * Waits for numbers that a small shop's worker counts within a moment. A page that says "counting" for an instant is worse
 * than one that comes later.
 * @param base the shop's own numbers of the day
 * @param deadline by `waitsUntil`
 * @returns null for a large shop, of which nothing is awaited
 */
async function countedSoon<T>(
  read: () => Promise<T>,
  isThere: (found: T) => boolean,
  base: ReadSnapshot,
  deadline: number,
): Promise<T | null> {
  if (base.snapshot.orders.counted > SMALL_ORDERS) return null;
  while (performance.now() < deadline) {
    await pause(LOOK_MS);
    const again = await read();
    if (isThere(again)) return again;
  }
  return await read();
}
