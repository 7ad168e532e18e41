import { z } from 'zod';
import { rows, sql } from '../../store/db.server';
import { daysBetween } from '../calendar';
import { LEFT_OUT_REASONS } from '../../terms/left-out-reasons';
import { day, kinds } from '../kinds';
import { integer, money } from '../number';
import { dateLiteral } from '../scope';
import { slice, step } from '../step';

/** Orders pending for longer than this are counted and shown as a warning. */
const LONG_PENDING_DAYS = 60;

/** The day books before D, summed by left-out reason ('': counted). */
export const orderTotals = step({
  name: 'orderTotals',
  on: 'first',
  needs: {},
  run: async ({ tx, scope }) => {
    const asOf = dateLiteral(scope.asOf);
    return await rows(
      tx,
      z.object({
        reason: z.enum(['', ...LEFT_OUT_REASONS]),
        orders: integer,
        revenue: money,
        first: z.string(),
        longPending: integer,
        yearRevenue: money,
      }),
      sql`
      select reason, sum(orders)::int as orders, sum(revenue_shop_amount)::text as revenue, min(day)::text as first,
        coalesce(sum(pending_orders) filter (where day < ${asOf} - ${LONG_PENDING_DAYS}::int), 0)::int as "longPending",
        coalesce(sum(revenue_shop_amount) filter (where day >= ${asOf} - 365), 0)::text as "yearRevenue"
      from ${scope.dayBooks} group by reason`,
    );
  },
});

/** Orders read, counted and left out, and their revenue (README.md section 1). */
export const orders = slice({
  name: 'orders',
  on: 'none',
  needs: { orderTotals },
  numbers: {
    orders: z.object({
      read: kinds.count,
      counted: kinds.count,
      excluded: z.partialRecord(z.enum(LEFT_OUT_REASONS), kinds.count),
      /** their revenue; never of another currency */
      excludedRevenue: z.partialRecord(z.enum(LEFT_OUT_REASONS), kinds.money.nullable()),
      /** pending for over 60 days: counted, shown as a warning */
      longPending: kinds.count,
    }),
    /** of the counted orders */
    revenue: kinds.money,
    /** with the orders of unknown customers */
    shopRevenue: kinds.money,
    /** day of the first counted order, and D minus it */
    firstOrderDay: day.nullable(),
    daysOfOrders: kinds.days,
  },
  run: ({ scope }, { orderTotals }) => {
    const counted = orderTotals.find(({ reason }) => reason === '');
    const guests = orderTotals.find(({ reason }) => reason === 'noCustomer');
    const excluded: Partial<Record<(typeof LEFT_OUT_REASONS)[number], number>> = {};
    const excludedRevenue: Partial<Record<(typeof LEFT_OUT_REASONS)[number], number | null>> = {
      otherCurrency: null,
    };
    for (const { reason, orders: left, revenue } of orderTotals) {
      if (reason === '') continue;
      excluded[reason] = left;
      if (reason !== 'otherCurrency') excludedRevenue[reason] = revenue;
    }
    const firstOrderDay = counted?.first ?? null;
    return {
      orders: {
        read: orderTotals.reduce((sum, one) => sum + one.orders, 0),
        counted: counted?.orders ?? 0,
        excluded,
        excludedRevenue,
        longPending: counted?.longPending ?? 0,
      },
      revenue: counted?.revenue ?? 0,
      shopRevenue: (counted?.revenue ?? 0) + (guests?.revenue ?? 0),
      firstOrderDay,
      daysOfOrders: firstOrderDay === null ? 0 : daysBetween(firstOrderDay, scope.asOf),
    };
  },
});
