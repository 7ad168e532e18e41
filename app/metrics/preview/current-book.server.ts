import { z } from 'zod';
import { rows, sql, withShopAtOneMoment, type ShopId, type Tx } from '../../store/db.server';
import { isBusy } from '../../store/database/busy';
import { ShopShares } from '../../store/database/shop-share';
import { readRules } from '../rollup/book.server';
import { fingerprint, whatItHas, type BookRules } from '../rollup/book-rules';
import { readShop, scopeOf } from '../rollup/snapshot.server';
import type { Scope } from '../scope';

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
}

/** Each pause in typing asks for another preview: of a shop one is counted at a time. */
const turns = new ShopShares('page', 1);

/**
 * Counts on the current book, in a transaction that reads one moment and keeps nothing. It is a page's own statement,
 * within the shop's share of connections and the pages' time limit (decision 118).
 * @param signal aborted once the page has gone on: the preview is not begun then
 */
export async function onCurrentBook<T>(
  shop: ShopId,
  signal: AbortSignal | undefined,
  count: (tx: Tx, book: CurrentBook) => Promise<T>,
): Promise<T | Unpreviewed> {
  try {
    return await turns.take(String(shop), async () =>
      signal?.aborted === true ? 'slow' : await countOn(shop, count),
    );
  } catch (error) {
    if (isBusy(error)) return 'slow';
    throw error;
  }
}

async function countOn<T>(
  shop: ShopId,
  count: (tx: Tx, book: CurrentBook) => Promise<T>,
): Promise<T | Unpreviewed> {
  const { base, windowStart } = await readShop(shop);
  return await withShopAtOneMoment(shop, async (tx) => {
    const book = await readBook(tx, shop);
    if (book === null) return 'counting';
    const rules = await readRules(tx, scopeOf(base, book.asOf, NOTHING));
    if (fingerprint(rules) !== book.fingerprint) return 'counting';
    await tx.query(sql`set local work_mem = '96MB'`);
    return await count(tx, {
      ...{ rules, windowStart },
      scope: scopeOf(base, book.asOf, whatItHas(rules)),
    });
  });
}

const NOTHING = { subscriptions: false, trials: false, upsells: false, ownCosts: false };

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
