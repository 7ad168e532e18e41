import { z } from 'zod';
import {
  one,
  sql,
  withShop,
  withShopTwice,
  type ShopId,
  type Sql,
  type Tx,
} from '../../store/db.server';
import { settingsOf, shopById } from '../../store/shops/shops';
import { holdSnapshots } from '../../store/work/stale-snapshots';
import { addDays, dayIn, monthStart } from '../calendar';
import { BOOK_PURCHASES, dayBooksOf, newcomersOf, variantDaysOf, type Scope } from '../scope';
import { metricSettingsSchema } from '../settings';
import type { Snapshot } from '../snapshot';
import { COUNTED_BY, packed, type StoredNumbers } from '../stored-numbers';
import { whatItHas } from './book-rules';
import { measure } from './measure';
import { bringBookUpToDate } from './book.server';
import { createAnalyzedTable } from '../step';
import { keepViewSizes } from '../people/view-sizes.server';
import { rebuildPeople, updatePeople } from './people-rows.server';
import { selectSummaries } from './summaries.sql';

/** The default D of a shop: tomorrow in its zone, so that all orders until now count. */
export function currentDay(timezone: string, now: Date): string {
  return addDays(dayIn(timezone, now), 1);
}

/**
 * Computes and stores every number of a shop as of D (null: now). Updates the book first, then reads
 * one state of it. The current day reads the book's summaries on two connections; a past day gets
 * summaries of its own.
 * @throws when the shop's currency or time zone is not known yet
 */
export async function takeSnapshot(
  shop: ShopId,
  asOf: string | null,
  now: Date,
): Promise<Snapshot> {
  const { base, windowStart } = await readShop(shop);
  const today = currentDay(base.timezone, now);
  const book = { ...base, asOf: today, monthStart: monthStart(addDays(today, -1)) };
  const rules = await bringBookUpToDate(book, now);
  const scope = scopeOf(base, asOf ?? today, whatItHas(rules));
  const numbers =
    scope.asOf === today
      ? await withShopTwice(shop, (tx, aside) => measure(tx, aside, scope, windowStart))
      : await withShop(shop, async (tx) => {
          const summaries = await createAnalyzedTable(tx, 'summary', selectSummaries(scope));
          return await measure(tx, tx, withCustomers(scope, summaries), windowStart);
        });
  const isCurrent = scope.asOf === today;
  const stored = isCurrent ? { numbers, series: null } : packed({ ...numbers });
  const listed = await withShop(shop, async (tx) => {
    const updated = !isCurrent || (await updatePeople(tx, scope, rules));
    await keep(tx, base, scope.asOf, stored, now);
    return updated;
  });
  // numbers are not kept waiting for rows that take longer than they do
  if (!listed) await rebuildPeople(scope, rules);
  if (isCurrent) await withShop(shop, (tx) => keepViewSizes(tx, shop, numbers));
  return numbers;
}

/** A customer was erased during a count that may name them: the numbers are counted again. */
class ErasedMeanwhile extends Error {
  override name = 'ErasedMeanwhile';
}

/**
 * Stores numbers. They are stale if a change, also of a setting, or a request for another count came during the count. Skips a
 * day that has not begun in a time zone that the shop got meanwhile.
 * @throws ErasedMeanwhile if an erasure overlapped, which their common lane prevents while a worker holds it
 */
async function keep(
  tx: Tx,
  { shop, currency, timezone, erasures, rulesVersion }: Base,
  asOf: string,
  { numbers, series }: StoredNumbers,
  now: Date,
): Promise<void> {
  await holdSnapshots(tx, shop);
  if ((await countErasures(tx, shop)) !== erasures) throw new ErasedMeanwhile();
  const current = sql`${asOf}::date > (${now}::timestamptz at time zone shop.timezone)::date`;
  await tx.query(sql`
    insert into snapshots (shop_id, as_of, numbers, series, computed_at, counted_by, rules_version, stale)
    select shop.id, ${asOf}::date, ${JSON.stringify(numbers)}::jsonb, ${series}::bytea, ${now}::timestamptz, ${COUNTED_BY}, ${rulesVersion}::int,
      shop.rules_version <> ${rulesVersion}::int
        or book.facts_version is distinct from shop.facts_version
        or (shop.currency, shop.timezone) is distinct from (${currency}, ${timezone})
        or exists (select from dirty_days where shop_id = ${shop} and day < ${asOf}::date)
        or ${current} and exists (select from snapshot_refreshes where shop_id = ${shop} and requested_at is not null)
    from shops shop left join books book on book.shop_id = shop.id
    where shop.id = ${shop}
      and (shop.timezone = ${timezone} or ${asOf}::date <= (${now}::timestamptz at time zone shop.timezone)::date + 1)
    on conflict (shop_id, as_of) do update
      set numbers = excluded.numbers, series = excluded.series, computed_at = excluded.computed_at,
        counted_by = excluded.counted_by, rules_version = excluded.rules_version, stale = excluded.stale`);
}

export type Base = Pick<Scope, 'shop' | 'currency' | 'timezone' | 'settings'> & {
  /** customers erased so far */
  erasures: number;
  /** the shop's version of these settings */
  rulesVersion: number;
};

async function countErasures(tx: Tx, shop: ShopId): Promise<number> {
  const { erasures } = await one(
    tx,
    z.object({ erasures: z.number() }),
    sql`
    select count(*)::int as erasures from privacy_requests
    where shop_id = ${shop} and kind = 'customerRedact' and state = 'done'`,
  );
  return erasures;
}

export async function readShop(shop: ShopId): Promise<{ base: Base; windowStart: string | null }> {
  const { known, erasures } = await withShop(shop, async (tx) => ({
    known: await shopById(tx, shop),
    erasures: await countErasures(tx, shop),
  }));
  const { currency, timezone, historyStartsOn, rulesVersion } = known;
  if (currency === null || timezone === null)
    throw new Error(`Shopify was not asked about shop ${shop} yet.`);
  const settings = settingsOf(known, 'metrics', metricSettingsSchema);
  return {
    base: { shop, currency, timezone, settings, erasures, rulesVersion },
    windowStart: historyStartsOn,
  };
}

export function scopeOf(base: Base, asOf: string, has: Scope['has']): Scope {
  const summaries = sql`(select * from customer_summaries where shop_id = ${base.shop}) summary`;
  return {
    ...base,
    has,
    asOf,
    monthStart: monthStart(addDays(asOf, -1)),
    purchases: BOOK_PURCHASES,
    summaries,
    newcomers: newcomersOf(base.settings, summaries),
    dayBooks: dayBooksOf(base.shop, asOf),
    variantDays: has.ownCosts ? variantDaysOf(base.shop, asOf) : null,
    chosen: null,
    answers: null,
  };
}

/** The same scope over other summaries. */
export const withCustomers = (scope: Scope, summaries: Sql): Scope => ({
  ...scope,
  summaries,
  newcomers: newcomersOf(scope.settings, summaries),
});
