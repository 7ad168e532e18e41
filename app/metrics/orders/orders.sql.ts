import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { daysBetween } from '../calendar';
import { integer, money } from '../number';
import { dateLiteral, type Scope } from '../scope';
import { LEFT_OUT_REASONS, type Snapshot } from '../snapshot';

/** Orders pending for longer than this are counted and shown as a warning. */
const LONG_PENDING_DAYS = 60;

export type Orders = Pick<
  Snapshot,
  'orders' | 'revenue' | 'shopRevenue' | 'firstOrderDay' | 'daysOfOrders'
>;

/** Orders read, counted and left out, as of D (metrics.md section 1), and the revenue of the last 365 days. */
export async function orders(
  tx: Tx,
  scope: Scope,
): Promise<{ numbers: Orders; yearRevenue: number }> {
  const asOf = dateLiteral(scope.asOf);
  const books = await rows(
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
    from day_books where shop_id = ${scope.shop} and day < ${asOf} group by reason`,
  );
  const counted = books.find(({ reason }) => reason === '');
  const guests = books.find(({ reason }) => reason === 'noCustomer');
  const excluded: Snapshot['orders']['excluded'] = {};
  const excludedRevenue: Snapshot['orders']['excludedRevenue'] = { otherCurrency: null };
  for (const { reason, orders: left, revenue } of books) {
    if (reason === '') continue;
    excluded[reason] = left;
    if (reason !== 'otherCurrency') excludedRevenue[reason] = revenue;
  }
  const firstOrderDay = counted?.first ?? null;
  const numbers = {
    orders: {
      read: books.reduce((sum, one) => sum + one.orders, 0),
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
  return { numbers, yearRevenue: counted?.yearRevenue ?? 0 };
}
