import {
  sql,
  withShop,
  withShopTwice,
  type ShopId,
  type Sql,
  type Tx,
} from '../../store/db.server';
import { inZoneOf, OWN_DAY } from '../../store/sql/counted-orders';
import { addDays, monthStart } from '../calendar';
import { costs } from '../costs/costs.sql';
import { detailNamed, type DetailName } from '../details/details';
import { history } from '../history/beginning.sql';
import { duration } from '../ltv/duration';
import { places } from '../ranks/places.sql';
import { rfm } from '../ranks/rfm.sql';
import { bringBookUpToDate } from '../rollup/book.server';
import { whatItHas, type BookRules } from '../rollup/book-rules';
import { groupByHash } from '../rollup/by-hash.server';
import { selectDayBooks } from '../rollup/day-books.sql';
import { measure, ROOM_TO_SORT } from '../rollup/measure';
import { currentDay, readShop, scopeOf, withCustomers } from '../rollup/snapshot.server';
import { selectSummaries } from '../rollup/summaries.sql';
import { selectVariantDays } from '../rollup/variant-days.sql';
import type { Given } from '../run-steps';
import { dateLiteral, isChosen, type Scope } from '../scope';
import { slicesOf } from '../slices';
import { STEPS, type Snapshot } from '../snapshot';
import { lapseWindow, windowOfShop, type LapseWindow } from '../stay/lapse.sql';
import { createAnalyzedTable, createTable, type Step } from '../step';
import { chosenCustomers } from './chosen.sql';
import type { Filter } from './filter';
import { firstOrders } from './first-orders.sql';

/**
 * The numbers of the customers that a filter chooses, with all of their orders, as of the day of `base`. T, the lapse
 * window, the costs and what is said of the history stay the shop's (README.md section 9). Ranks and the survey's
 * numbers are none of a filtered page's: they are empty, so that these numbers name no customer.
 * @param base the shop's own numbers as of that day
 */
export async function measureFiltered(
  shop: ShopId,
  filter: Filter,
  base: Snapshot,
  now: Date,
): Promise<Snapshot> {
  const { scope, rules, today, windowStart } = await scopeOfDay(shop, base.asOf, now);
  return await withShopTwice(shop, async (tx, aside) => {
    const first = async () => {
      const chosen = await chooseOn(tx, scope, filter, today);
      return { ...chosen, ...(await daysOfChosen(tx, chosen, rules)) };
    };
    const second = async () => {
      await chooseOn(aside, scope, filter, today);
      return await windowOfShop(aside, scope, base.firstOrderDay);
    };
    const [own, window] = await Promise.all([first(), second()]);
    return await measure(tx, aside, own, windowStart, givenOf(base, window));
  });
}

/** The shop's scope as of a day, over a book that is up to date; today: the D of now. */
async function scopeOfDay(shop: ShopId, asOf: string, now: Date) {
  const { base, windowStart } = await readShop(shop);
  const today = currentDay(base.timezone, now);
  const book = { ...base, asOf: today, monthStart: monthStart(addDays(today, -1)) };
  const rules = await bringBookUpToDate(book, now);
  return { scope: scopeOf(base, asOf, whatItHas(rules)), rules, today, windowStart };
}

/**
 * A detail as of a day, of the customers whom a filter chooses; an empty filter chooses all.
 * @param base the shop's own numbers of the day, beside which it is shown
 */
export async function measureDetail(
  shop: ShopId,
  name: DetailName,
  filter: Filter,
  base: Snapshot,
  now: Date,
): Promise<Record<string, unknown>> {
  const detail = detailNamed(name);
  if (detail === null) throw new RangeError(`no detail ${name}`);
  const { scope, today } = await scopeOfDay(shop, base.asOf, now);
  const isWhole = Object.keys(filter).length === 0;
  return await detail.count({
    base,
    over: (count, among) =>
      withShop(shop, async (tx) => {
        await tx.query(ROOM_TO_SORT);
        const chosen =
          isWhole && among === undefined
            ? null
            : await createAnalyzedTable(tx, 'chosen', chosenCustomers(scope, filter, among));
        const own = { ...scope, chosen };
        return await count(tx, withCustomers(own, sql`(${summariesOf(own, today)}) summary`));
      }),
  });
}

/** A row per customer of a scope, with the columns of customer_summaries. */
const summariesOf = (scope: Scope, today: string): Sql =>
  scope.asOf === today
    ? sql`select * from customer_summaries where shop_id = ${scope.shop} ${isChosen(scope)}`
    : selectSummaries(scope, isChosen(scope));

/**
 * Makes the tables of the chosen customers and their summaries, on each connection that reads them.
 * @returns the scope over them
 */
async function chooseOn(tx: Tx, scope: Scope, filter: Filter, today: string): Promise<Scope> {
  await tx.query(ROOM_TO_SORT);
  const chosen = await createAnalyzedTable(tx, 'chosen', chosenCustomers(scope, filter));
  const own = { ...scope, chosen };
  const summaries = await createAnalyzedTable(tx, 'summary', summariesOf(own, today));
  return withCustomers(own, summaries);
}

/** Makes the tables of their orders by day and reason, excluded ones too, and of what they bought that has an own unit cost. */
async function daysOfChosen(
  tx: Tx,
  scope: Scope,
  rules: BookRules,
): Promise<Pick<Scope, 'dayBooks' | 'variantDays'>> {
  await tx.query(inZoneOf(rules));
  const theirs = sql`(
    select *, ${OWN_DAY} as day from orders
    where shop_id = ${scope.shop} and ${OWN_DAY} < ${dateLiteral(scope.asOf)} ${isChosen(scope)}) orders`;
  const dayBooks = await groupByHash(tx, () =>
    createTable(tx, 'chosen_day', selectDayBooks(rules, theirs)),
  );
  const costed = sql`and product_id in (select product_id from own_unit_costs where shop_id = ${scope.shop})`;
  const variantDays = rules.hasOwnCosts
    ? await createTable(tx, 'chosen_variant_day', selectVariantDays(rules, theirs, costed))
    : null;
  await tx.query(sql`set local timezone to default`);
  return { dayBooks, variantDays };
}

/** The results that are the shop's, or none. */
function givenOf(base: Snapshot, window: LapseWindow): Given {
  const { durationDays, basis, ...ltv } = base.ltv;
  const { acquisitionCost, acquisitionByQuarter, retentionCostPerYear } = ltv;
  return new Map<Step, unknown>([
    [lapseWindow, window],
    [duration, { durationDays, basis }],
    [costs, { acquisitionCost, acquisitionByQuarter, retentionCostPerYear }],
    [history, { history: base.history }],
    [firstOrders, { firstOrders: base.firstOrders, sourceUnknown: base.sourceUnknown }],
    [places, []],
    [rfm, { rfm: { recency: [], frequency: [], money: [], cells: [] } }],
    ...slicesOf(STEPS)
      .filter(({ part }) => part === 'nps')
      .map((own) => [own, own.before] as const),
  ]);
}
