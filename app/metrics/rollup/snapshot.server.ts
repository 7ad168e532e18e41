import { z } from 'zod';
import { one, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { addDays, dayIn, daysBetween, monthStart } from '../calendar';
import { cohorts } from '../cohorts/cohorts.sql';
import { grossMargin } from '../ltv/costs.sql';
import { lapseWindow } from '../ltv/lapse.sql';
import { ltv } from '../ltv/ltv';
import { orders, status } from '../orders/orders.sql';
import { ranks } from '../ranks/ranks.sql';
import { repeat, WITHOUT_RENEWALS, WITH_RENEWALS } from '../repeat/repeat.sql';
import type { Scope } from '../scope';
import { segments } from '../segments/segments.sql';
import { metricSettingsSchema } from '../settings';
import type { Snapshot } from '../snapshot';
import { stages } from '../stages/stages.sql';
import { bringBookUpToDate } from './book.server';
import { selectSubscribers, selectSummaries } from './summaries.sql';

/** The default D of a shop: tomorrow in its zone, all that is known now. */
export function currentDay(timezone: string, now: Date): string {
  return addDays(dayIn(timezone, now), 1);
}

const shopSchema = z.object({
  currency: z.string(),
  timezone: z.string(),
  settings: z.object({ metrics: metricSettingsSchema.prefault({}) }),
  history_starts_on: z.string().nullable(),
});

/**
 * Computes and keeps every number of a shop as of D (null: of now), in one transaction over one
 * state of the orders. The current day is read from the shop's summaries, a past one from
 * summaries of its own.
 * @throws when the shop's currency or time zone is not known yet
 */
export async function takeSnapshot(
  shop: ShopId,
  asOf: string | null,
  now: Date,
): Promise<Snapshot> {
  return await withShop(shop, async (tx) => {
    const known = await one(
      tx,
      shopSchema,
      sql`select currency, timezone, settings, history_starts_on::text from shops where id = ${shop}`,
    );
    const today = currentDay(known.timezone, now);
    const base = {
      shop,
      currency: known.currency,
      timezone: known.timezone,
      settings: known.settings.metrics,
    };
    const current = scopeOf(base, today);
    await bringBookUpToDate(tx, current, now);
    const scope = asOf === null || asOf === today ? current : await pastScope(tx, base, asOf);
    await tx.query(sql`create temp table subscriber on commit drop as ${selectSubscribers(scope)}`);
    const numbers = await measure(tx, scope, known.history_starts_on);
    await tx.query(sql`
      insert into snapshots (shop_id, as_of, numbers, computed_at, stale)
      values (${shop}, ${scope.asOf}::date, ${JSON.stringify(numbers)}::jsonb, ${now}, false)
      on conflict (shop_id, as_of) do update set numbers = excluded.numbers, computed_at = excluded.computed_at, stale = false`);
    return numbers;
  });
}

type Base = Pick<Scope, 'shop' | 'currency' | 'timezone' | 'settings'>;

function scopeOf(base: Base, asOf: string): Scope {
  return {
    ...base,
    asOf,
    monthStart: monthStart(addDays(asOf, -1)),
    summaries: sql`(select * from customer_summaries where shop_id = ${base.shop}) summary`,
    subscribers: sql`subscriber`,
  };
}

async function pastScope(tx: Tx, base: Base, asOf: string): Promise<Scope> {
  const scope = { ...scopeOf(base, asOf), summaries: sql`summary` };
  await tx.query(sql`create temp table summary on commit drop as ${selectSummaries(scope)}`);
  await tx.query(sql`analyze summary`);
  return scope;
}

/** Every number, from the book as it stands in this transaction. */
async function measure(tx: Tx, scope: Scope, windowStart: string | null): Promise<Snapshot> {
  const counted = await orders(tx, scope);
  const window = await lapseWindow(tx, scope, counted.daysOfOrders);
  const windowThen = await lapseWindow(
    tx,
    { ...scope, asOf: scope.monthStart },
    counted.firstOrderDay === null ? 0 : daysBetween(counted.firstOrderDay, scope.monthStart),
  );
  const margin = await grossMargin(tx, scope);
  const standing = await status(tx, scope, window.days);
  const totals = {
    customers: counted.customers,
    orders: counted.orders.counted,
    revenue: counted.revenue,
    notLapsed: standing.active + standing.atRisk,
  };
  const byMonth = await cohorts(tx, scope);
  return {
    asOf: scope.asOf,
    currency: scope.currency,
    timezone: scope.timezone,
    ...counted,
    lapseDays: window.days,
    lapseBasis: window.basis,
    status: standing,
    margin,
    ltv: await ltv(tx, scope, totals, window, margin),
    repeat: await repeat(tx, scope, WITH_RENEWALS, counted.daysOfOrders),
    repeatWithoutRenewals: await repeat(tx, scope, WITHOUT_RENEWALS, counted.daysOfOrders),
    ...(await segments(tx, scope)),
    ...(await stages(tx, scope, window.days, windowThen)),
    cohorts: byMonth.all,
    cohortsWithoutRenewals: byMonth.plain,
    incompleteMonth: scope.asOf.endsWith('-01') ? null : scope.asOf.slice(0, 7),
    ...(await ranks(tx, scope, counted.customers)),
    history: {
      windowStart,
      incompleteCustomers: (
        await one(
          tx,
          z.object({ customers: z.number() }),
          sql`select incomplete_customers as customers from books where shop_id = ${scope.shop}`,
        )
      ).customers,
    },
  };
}
