import { z } from 'zod';
import { productTitles } from '../../store/shops/product-titles';
import { rows, sql, type ShopId, type Tx } from '../../store/db.server';
import { PEOPLE_FIELDS, type Who } from '../../terms/people';
import type { Snapshot } from '../snapshot';
import { unknownChoice } from './choices';
import {
  countPeople,
  listPeople,
  openList,
  type PeoplePage,
  type PeopleTotals,
} from './list.server';
import { rulerOf } from './ruler';
import type { Sort } from './sorts.sql';

interface ShownList {
  /** null: the list has a value that no field has */
  list: (PeopleTotals & PeoplePage) | { missing: string[] } | null;
  /** the answers on the page that the merchant has begun to handle, by id */
  handled: ReadonlySet<string>;
  /** titles of the products in its conditions, by id; of deleted ones none */
  titles: ReadonlyMap<string, string>;
}

/** A page of a list with the totals of all of it, among the reads of a page. */
export async function readShownList(
  tx: Tx,
  shop: ShopId,
  snapshot: Snapshot,
  who: Who,
  sort: Sort,
  at: Parameters<typeof listPeople>[3],
): Promise<ShownList> {
  if (unknownChoice(who) !== null) return { list: null, ...NOTHING };
  const products = productsIn(who);
  const titles = products.length === 0 ? NOTHING.titles : await productTitles(tx, shop, products);
  const list = await openList(tx, shop, who, rulerOf(snapshot));
  if ('missing' in list) return { ...NOTHING, list, titles };
  const totals = await countPeople(tx, list);
  const page = await listPeople(tx, list, sort, at);
  const answers = page.people.flatMap(({ answerId }) => answerId ?? []);
  return { list: { ...totals, ...page }, titles, handled: await handledOf(tx, shop, answers) };
}

const NOTHING = { titles: new Map<string, string>(), handled: new Set<string>() };

/** An answer without a row is open (decision 139). */
async function handledOf(tx: Tx, shop: ShopId, answers: readonly string[]): Promise<Set<string>> {
  if (answers.length === 0) return new Set();
  const found = await rows(
    tx,
    z.object({ id: z.string() }),
    sql`select answer_id::text as id from answer_states
      where shop_id = ${shop} and answer_id = any(${[...answers]}::bigint[])`,
  );
  return new Set(found.map(({ id }) => id));
}

function productsIn(who: Who): string[] {
  const named = who
    .flat()
    .filter(({ field }) => PEOPLE_FIELDS[field] === 'key' && field !== 'filterSource')
    .flatMap((condition) => ('is' in condition ? condition.is : []));
  return [...new Set(named)].filter((id) => id !== 'none');
}
