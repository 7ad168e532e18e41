import { z } from 'zod';
import { one, rows, sql, type Tx } from '../../store/db.server';
import { addDays, daysBetween } from '../calendar';
import { HISTORY_REASONS } from '../../terms/history-reasons';
import { day, kinds } from '../kinds';
import { firstDays, type FirstDay } from '../newcomers/first-days.sql';
import { integer } from '../number';
import { orders } from '../orders/orders.sql';
import { incompleteCustomers } from '../rollup/book-rows.server';
import { dateLiteral, type Scope } from '../scope';
import { slice } from '../step';
import { numbersStart } from './order-numbers';

/** From this share of earlier customers or orders on, the history counts as cut off. */
const LEAST_SHARE = 0.05;
/** Shopify numbers a shop's orders from 1001 on. */
const FIRST_NUMBER = 1001;
/** Number of the earliest orders, whose names show where the numbering began. */
const EARLIEST = 200;
/** The first days of a history, and the days that give the steady rate of newcomers. */
const FIRST_DAYS = 30;
const STEADY = { from: 180, to: 360 };
const MANY = 1.5;
/** Fewer newcomers do not show a rate. */
const LEAST_NEWCOMERS = 30;

/**
 * Whether the orders read begin in the middle of the shop's life (README.md section 8), so that most of
 * the first newcomers are not new. Shopify's counts per customer, the earliest orders' numbers or the
 * newcomers of the first 30 days show it.
 */
export const history = slice({
  name: 'history',
  on: 'first',
  needs: { orders, firstDays },
  numbers: {
    history: z.object({
      /** first day Shopify lets the app read, where read_all_orders is missing */
      windowStart: day.nullable(),
      /** customers whose own number of orders at Shopify exceeds what was read */
      incompleteCustomers: kinds.customers,
      /** whether the orders read begin in the middle of the shop's life; older snapshots: known */
      begins: z.enum(['middle', 'known']),
      reasons: z.array(z.enum(HISTORY_REASONS)),
      /** about this many newcomers are not new; null where unknown */
      notNew: kinds.customers.nullable(),
      /** the setting: newcomers count from this day on */
      newcomersFrom: day.nullable(),
      /** the suggested setting */
      suggestedFrom: day.nullable(),
    }),
  },
  run: async ({ tx, scope, windowStart }, { orders: { orders }, firstDays: came }) => {
    const customers = came.reduce((sum, { customers: ofDay }) => sum + ofDay, 0);
    // of the whole book; 0 saves the next query
    const ofBook = await incompleteCustomers(tx, scope.shop);
    const incomplete = ofBook === 0 ? 0 : await incompleteOf(tx, scope);
    const start = numbersStart(await earliestNames(tx, scope));
    const early = earlyNewcomers(came, scope.asOf);
    const holds: Record<(typeof HISTORY_REASONS)[number], boolean> = {
      ordersAtShopify: incomplete > 0 && incomplete >= LEAST_SHARE * customers,
      orderNumbers:
        start !== null && start > FIRST_NUMBER && start - FIRST_NUMBER >= LEAST_SHARE * orders.read,
      earlyNewcomers: early?.many === true,
    };
    const reasons = HISTORY_REASONS.filter((reason) => holds[reason]);
    const middle = reasons.length > 0;
    return {
      history: {
        windowStart,
        incompleteCustomers: ofBook,
        begins: middle ? ('middle' as const) : ('known' as const),
        reasons,
        notNew: middle ? Math.max(incomplete, early?.tooMany ?? 0) || null : null,
        newcomersFrom: scope.settings.newcomersFrom,
        suggestedFrom: middle ? suggestedFrom(came) : null,
      },
    };
  },
});

/** The day from which a steady shop's newcomers are new; null while too few have come since. */
function suggestedFrom(came: readonly FirstDay[]): string | null {
  const [first] = came;
  if (first === undefined) return null;
  const from = addDays(first.day, STEADY.from);
  const since = came.reduce((sum, { day, customers }) => (day < from ? sum : sum + customers), 0);
  return since < LEAST_NEWCOMERS ? null : from;
}

/** Customers as of D of whom Shopify counts more orders than were read. */
async function incompleteOf(tx: Tx, scope: Scope): Promise<number> {
  const { customers } = await one(
    tx,
    z.object({ customers: integer }),
    sql`
    select count(*)::int as customers from ${scope.summaries}
    join incomplete_customers incomplete
      on incomplete.shop_id = ${scope.shop} and incomplete.customer_id = summary.customer_id`,
  );
  return customers;
}

/** Names of the earliest orders as of D, in the order of time. */
async function earliestNames(tx: Tx, scope: Scope): Promise<string[]> {
  const found = await rows(
    tx,
    z.object({ name: z.string() }),
    sql`
    select name from orders
    where shop_id = ${scope.shop} and processed_at < ${dateLiteral(scope.asOf)}::timestamp at time zone ${scope.timezone}
    order by processed_at, id limit ${EARLIEST}::int`,
  );
  return found.map(({ name }) => name);
}

/** Newcomers of the first 30 days against those of days 180 to 359; null before day 360. */
function earlyNewcomers(
  came: readonly FirstDay[],
  asOf: string,
): { many: boolean; tooMany: number } | null {
  const [first] = came;
  if (first === undefined || daysBetween(first.day, asOf) < STEADY.to) return null;
  const between = (from: number, to: number) =>
    came.reduce((sum, { day, customers }) => {
      const place = daysBetween(first.day, day);
      return place >= from && place < to ? sum + customers : sum;
    }, 0);
  const steady = between(STEADY.from, STEADY.to);
  const aDay = steady / (STEADY.to - STEADY.from);
  return {
    many: between(0, FIRST_DAYS) / FIRST_DAYS > MANY * aDay,
    tooMany: steady < LEAST_NEWCOMERS ? 0 : Math.max(0, between(0, STEADY.from) - steady),
  };
}
