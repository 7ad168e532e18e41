import { z } from 'zod';
import { empty, one, raw, rows, sql, withShop, type ShopId, type Sql } from '../../store/db.server';
import type { LeftOutReason } from '../../terms/left-out-reasons';
import type { ReconcileLine } from '../../terms/reconcile-lines';
import { integer, money } from '../number';
import {
  column,
  isOfLine,
  knownOrders,
  orderAmounts,
  type Period,
  type ReconcileRules,
} from './amounts.sql';
import { orNull } from './or-slow';

/** Which orders a list has: those of a line of a period's reconciliation, or those that are left out for a reason. */
export type Listed = { line: ReconcileLine; period: Period } | { reason: LeftOutReason };

export const orderSchema = z.object({
  /** Shopify's numeric id */
  id: z.string(),
  name: z.string(),
  /** the shop's day, YYYY-MM-DD */
  day: z.string(),
  /** on the line; of a left-out order, the revenue that it would have */
  amount: money,
  /** of the amount */
  currency: z.string(),
});
export type ListedOrder = z.output<typeof orderSchema>;

export interface OrderList {
  orders: ListedOrder[];
  /** of all pages */
  total: number;
  /** of all pages; null where they are of several currencies */
  amount: number | null;
  page: number;
  pages: number;
}

/** Orders on a page. */
const PAGE = 50;

/**
 * A page of orders, the latest first; the last page where there are fewer.
 * @param wanted the page, from 1
 * @returns null where the database would take too long for a page
 */
export async function listOrders(
  shop: ShopId,
  rules: ReconcileRules,
  which: Listed,
  wanted: number,
): Promise<OrderList | null> {
  const found = listed(rules, which);
  return await orNull(() =>
    withShop(shop, async (tx) => {
      const all = await one(
        tx,
        z.object({ total: integer, amount: money, currencies: integer }),
        sql`select count(*)::int as total, coalesce(sum(amount), 0)::text as amount, count(distinct currency)::int as currencies
          from ${found}`,
      );
      const pages = Math.max(1, Math.ceil(all.total / PAGE));
      const page = Math.min(wanted, pages);
      const orders = await rows(tx, orderSchema, latest(found, PAGE, (page - 1) * PAGE));
      const isOne =
        all.currencies <= 1 && orders.every(({ currency }) => currency === rules.currency);
      return { orders, total: all.total, amount: isOne ? all.amount : null, page, pages };
    }),
  );
}

/** @param among a further condition of the orders, which begins with `and` */
export function listed(rules: ReconcileRules, which: Listed, among: Sql = empty): Sql {
  return 'line' in which
    ? sql`(select id, name, processed_at, day, currency, ${raw(column(which.line))} as amount
        from ${orderAmounts(rules, which.period, among)} where ${isOfLine(which.line)}) listed`
    : sql`(select id, name, processed_at, day, currency, revenue as amount
        from ${knownOrders(rules, null, among)} where reason = ${which.reason}) listed`;
}

/** The columns of an order in a list, the latest first. */
export const inOrder = (found: Sql): Sql => sql`
  select id::text, name, day::text, amount::text, currency from ${found}
  order by processed_at desc, listed.id desc`;

const latest = (found: Sql, most: number, skipped: number): Sql =>
  sql`${inOrder(found)} limit ${most}::int offset ${skipped}::int`;
