import { z } from 'zod';
import { rows, sql, withShopAtOneMoment, type ShopId, type Tx } from '../../store/db.server';
import { readRules } from '../rollup/book.server';
import { fingerprint, whatItHas, type BookRules } from '../rollup/book-rules';
import { readShop, scopeOf } from '../rollup/snapshot.server';
import type { Scope } from '../scope';
import type { Snapshot } from '../snapshot';
import { COUNTED_BY } from '../stored-numbers';
import { withinLimit, type IsWanted, type Limited } from './within-limit.server';

/**
 * counting: the shop's numbers are not counted yet, or are being counted again by other rules. slow: the database would
 * take too long for a page.
 */
export type Unpreviewed = 'counting' | 'slow';

/** The book that a shop's numbers are counted from. */
export interface CurrentBook {
  rules: BookRules;
  /** of all customers as of the book's day */
  scope: Scope;
  windowStart: string | null;
  /** the numbers that were counted from it by the settings of now; null where the shop has counted other ones since */
  counted: Snapshot | null;
}

/**
 * Counts on the current book, in a transaction that reads one moment and keeps nothing. A page does it within the shop's
 * share of connections and a time limit (decision 118), a job within that of jobs.
 * @param count on two connections, or on one that is both `tx` and `aside`
 * @param isWanted asked before each statement: once it says no, the preview ends as `slow`
 */
export async function onCurrentBook<T>(
  shop: ShopId,
  isWanted: IsWanted,
  count: (tx: Tx, book: CurrentBook, aside: Tx) => Promise<T>,
): Promise<T | Unpreviewed> {
  return await withinLimit(shop, isWanted, (limited) => countOn(shop, limited, count));
}

async function countOn<T>(
  shop: ShopId,
  limited: Limited,
  count: (tx: Tx, book: CurrentBook, aside: Tx) => Promise<T>,
): Promise<T | Unpreviewed> {
  const { base, windowStart } = await readShop(shop);
  return await withShopAtOneMoment(shop, async (first, second) => {
    const [tx = first, aside = tx] = limited([...new Set([first, second])]);
    const book = await readBook(tx, shop);
    if (book === null) return 'counting';
    const rules = await readRules(tx, scopeOf(base, book.asOf, NOTHING));
    if (fingerprint(rules) !== book.fingerprint) return 'counting';
    for (const one of new Set([tx, aside])) await one.query(sql`set local work_mem = '96MB'`);
    const current = {
      ...{ rules, windowStart, counted: await readCounted(tx, shop) },
      scope: scopeOf(base, book.asOf, whatItHas(rules)),
    };
    return await count(tx, current, aside);
  });
}

const NOTHING = { subscriptions: false, trials: false, upsells: false, ownCosts: false };

/** A count keeps the time at which it brought the book up to date: with that time, its numbers are those of the book. */
async function readCounted(tx: Tx, shop: ShopId): Promise<Snapshot | null> {
  const [found] = await rows(
    tx,
    z.object({ numbers: z.record(z.string(), z.unknown()) }),
    sql`
    select numbers from snapshots counted
    join shops on shops.id = counted.shop_id and shops.rules_version = counted.rules_version
    join books on books.shop_id = counted.shop_id and (books.as_of, books.built_at) = (counted.as_of, counted.computed_at)
    where counted.shop_id = ${shop} and counted_by = ${COUNTED_BY} and series is null`,
  );
  // this release has stored it
  return found === undefined ? null : (found.numbers as unknown as Snapshot);
}

/** null where the shop has no book of its orders of now */
async function readBook(tx: Tx, shop: ShopId) {
  const [book] = await rows(
    tx,
    z.object({ fingerprint: z.string(), asOf: z.string() }),
    sql`
    select fingerprint, as_of::text as "asOf" from books join shops on shops.id = books.shop_id
    where shop_id = ${shop} and books.facts_version = shops.facts_version`,
  );
  return book ?? null;
}
