import { z } from 'zod';
import { one, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { inZoneOf, leftOutReason, revenueOf } from '../../store/sql/counted-orders';
import { addDays, daysBetween } from '../calendar';
import { integer, money, ratio } from '../number';
import { onCurrentBook, type CurrentBook, type Unpreviewed } from '../preview/current-book.server';
import type { IsWanted } from '../preview/within-limit.server';
import { ordersBeside } from '../rollup/day-books.sql';
import { countingRules, dateLiteral } from '../scope';
import { healthAmount, healthYearAmount, type MetricSettings } from '../settings';

const YEAR = 365;

/** The settings that move amounts, and what is counted by amounts. */
export type AmountSettings = Pick<
  MetricSettings,
  'revenueBasis' | 'counting' | 'healthAmount' | 'healthYearAmount' | 'healthRepeaters'
>;

/** The numbers that a definition moves besides those of the rules. */
export interface AmountFigures {
  /** of the counted orders, and of each and of each customer of them; null without any */
  revenue: number;
  perOrder: number | null;
  perCustomer: number | null;
  /** customers at the health line's revenue */
  reachedAmount: number;
  /** the health line's later form; null with less than 365 days of orders */
  yearly: {
    meanRevenue: number | null;
    /** buyers of the year at the amount */
    reached: number;
    /** share of the buyers who are repeaters, and the share to compare it with */
    repeaters: number | null;
    line: number;
  } | null;
}

export interface AmountsPreview {
  now: AmountFigures;
  then: AmountFigures;
  /** amounts are on another basis then: LTV and margin are, too */
  otherBasis: boolean;
}

/**
 * What another basis of revenue and another health line of a year would make of amounts, from the orders themselves, so that
 * the next count says the same. One reading serves both sides.
 * @returns null where none of these settings differs
 */
export async function previewAmounts(
  shop: ShopId,
  draft: AmountSettings,
  isWanted: IsWanted = () => true,
): Promise<AmountsPreview | Unpreviewed | null> {
  return await onCurrentBook(shop, isWanted, async (tx, book) => {
    const { settings } = book.scope;
    const otherBasis = settings.revenueBasis !== draft.revenueBasis;
    const isMoved =
      otherBasis ||
      settings.healthYearAmount !== draft.healthYearAmount ||
      settings.healthRepeaters !== draft.healthRepeaters;
    if (!isMoved) return null;
    const then = { ...settings, ...draft };
    const found = await readSums(tx, book, [settings, then]);
    return { now: figuresOf('now', settings), then: figuresOf('then', then), otherBasis };

    function figuresOf(side: Side, own: MetricSettings): AmountFigures {
      const { customers, orders, firstDay, buyers } = found;
      const revenue = found[`${side}Revenue`];
      const isYear = firstDay !== null && daysBetween(firstDay, book.scope.asOf) >= YEAR;
      return {
        revenue,
        perOrder: ratio(revenue, orders),
        perCustomer: ratio(revenue, customers),
        reachedAmount: found[`${side}Reached`],
        yearly: isYear
          ? {
              meanRevenue: ratio(found[`${side}Year`], buyers),
              reached: found[`${side}YearReached`],
              repeaters: ratio(found[`${side}Repeaters`], buyers),
              line: own.healthRepeaters,
            }
          : null,
      };
    }
  });
}

type Side = 'now' | 'then';

const sumsSchema = z.object({
  customers: integer,
  orders: integer,
  firstDay: z.string().nullable(),
  buyers: integer,
  nowRevenue: money,
  thenRevenue: money,
  nowReached: integer,
  thenReached: integer,
  nowYear: money,
  thenYear: money,
  nowYearReached: integer,
  thenYearReached: integer,
  nowRepeaters: integer,
  thenRepeaters: integer,
});

async function readSums(
  tx: Tx,
  { rules, scope }: CurrentBook,
  [now, then]: readonly [now: MetricSettings, then: MetricSettings],
): Promise<z.output<typeof sumsSchema>> {
  const asOf = dateLiteral(scope.asOf);
  const since = dateLiteral(addDays(scope.asOf, -YEAR));
  const amountOf = (own: MetricSettings) => sql`${healthAmount(own, scope.currency)}::numeric`;
  const yearOf = (own: MetricSettings) => sql`${healthYearAmount(own, scope.currency)}::numeric`;
  const several = (own: MetricSettings): Sql =>
    own.counting === 'day' ? sql`first_day <> last_day` : sql`orders > 1`;
  await tx.query(inZoneOf(rules));
  const found = await one(
    tx,
    sumsSchema,
    sql`
    with worth as materialized (
      select customer_id, day, ${revenueOf(now)} as worth_now, ${revenueOf(then)} as worth_then
      from ${ordersBeside(rules, 'before', scope.asOf)}
      where day < ${asOf} and ${leftOutReason(countingRules(scope))} = ''
    ), customer as (
      select count(*) as orders, min(day) as first_day, max(day) as last_day,
        sum(worth_now) as own_now, sum(worth_then) as own_then,
        sum(worth_now) filter (where day >= ${since}) as year_now,
        sum(worth_then) filter (where day >= ${since}) as year_then
      from worth group by customer_id
    )
    select count(*)::int as customers, coalesce(sum(orders), 0)::int as orders, min(first_day)::text as "firstDay",
      (count(*) filter (where last_day >= ${since}))::int as buyers,
      coalesce(sum(own_now), 0)::text as "nowRevenue", coalesce(sum(own_then), 0)::text as "thenRevenue",
      (count(*) filter (where own_now >= ${amountOf(now)}))::int as "nowReached",
      (count(*) filter (where own_then >= ${amountOf(then)}))::int as "thenReached",
      coalesce(sum(year_now), 0)::text as "nowYear", coalesce(sum(year_then), 0)::text as "thenYear",
      (count(*) filter (where year_now >= ${yearOf(now)}))::int as "nowYearReached",
      (count(*) filter (where year_then >= ${yearOf(then)}))::int as "thenYearReached",
      (count(*) filter (where last_day >= ${since} and ${several(now)}))::int as "nowRepeaters",
      (count(*) filter (where last_day >= ${since} and ${several(then)}))::int as "thenRepeaters"
    from customer`,
  );
  await tx.query(sql`set local timezone to default`);
  return found;
}
