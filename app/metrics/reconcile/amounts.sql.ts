import { empty, join, raw, sql, type Sql } from '../../store/db.server';
import {
  dayOf,
  leftOutReason,
  revenueParts,
  type CountingRules,
} from '../../store/sql/counted-orders';
import { RECONCILE_LINES, type ReconcileLine } from '../../terms/reconcile-lines';

/** A period of the shop's days, first and last included (YYYY-MM-DD). */
export interface Period {
  from: string;
  to: string;
}

/** How a shop counts, and the decimals of its currency. */
export interface ReconcileRules extends CountingRules {
  decimals: number;
}

/** The lines that are orders with one reason. */
const OF_REASONS = ['cancelled', 'voided', 'refunded', 'giftCardOnly', 'zeroValue'] as const;

/** Conditions of the orders of a period, for the index on time: 2 hours more, since clocks go back at midnight, too. */
const near = ({ timezone }: ReconcileRules, { from, to }: Period): Sql =>
  sql`processed_at >= ${from}::timestamp at time zone ${timezone} - interval '2 hours'
    and processed_at < (${to}::date + 1)::timestamp at time zone ${timezone} + interval '2 hours'`;

const inside = (day: Sql, { from, to }: Period): Sql =>
  sql`${day} between ${from}::date and ${to}::date`;

/** A condition of the shop's orders of a period. */
export const ordersOf = (rules: ReconcileRules, period: Period): Sql =>
  sql`shop_id = ${rules.shop} and ${near(rules, period)} and ${inside(dayOf(rules), period)}`;

/** A condition that the index on time serves: the shop's orders of a period and of a few hours around it, or all. */
export const ordersAround = (rules: ReconcileRules, period: Period | null): Sql =>
  period === null
    ? sql`shop_id = ${rules.shop}`
    : sql`shop_id = ${rules.shop} and ${near(rules, period)}`;

/** A condition of the shop's orders of a period, or of all. */
const ordersIn = (rules: ReconcileRules, period: Period | null): Sql =>
  period === null ? sql`shop_id = ${rules.shop}` : ordersOf(rules, period);

/**
 * Orders with their day, reason and the parts of their revenue, those of a period or all, named `known`.
 * @param among a further condition, which begins with `and`
 */
export function knownOrders(rules: ReconcileRules, period: Period | null, among: Sql = empty): Sql {
  // offset 0: an order's reason and parts are worked out once, not for each column that reads them
  return sql`(
    select id, name, processed_at, ${dayOf(rules)} as day, currency, ${leftOutReason(rules)} as reason, ${revenueParts(rules)}
    from orders where ${ordersIn(rules, period)} ${among} offset 0) known`;
}

/** Whether the numbers have the order's revenue, or would have it if its customer were known. */
const HAS_REVENUE = sql`reason in ('', 'noCustomer')`;

/**
 * What is left of an order after each line of the reconciliation. Every line is the difference of two of these, rounded to
 * the currency's smallest unit, so that the lines of an order and of all orders add up as they are shown.
 */
const LEFT_AFTER = [
  ['placed', sql`list + cards`],
  ['test', sql`case when reason = 'test' then 0 else list + cards end`],
  ['giftCards', sql`case when reason = 'test' then 0 else list end`],
  ['tips', sql`case when reason = 'test' then 0 else list - tip end`],
  ['discounts', sql`case when reason = 'test' then 0 else list - tip - discount end`],
  ['reasons', sql`case when ${HAS_REVENUE} then list - tip - discount else 0 end`],
  ['returns', sql`case when ${HAS_REVENUE} then goods else 0 end`],
  ['refundDifference', sql`case when ${HAS_REVENUE} then goods + discrepancy else 0 end`],
  ['tax', sql`case when ${HAS_REVENUE} then goods + discrepancy + tax else 0 end`],
  ['belowZero', sql`case when ${HAS_REVENUE} then revenue else 0 end`],
  ['noCustomer', sql`case when reason = '' then revenue else 0 end`],
] as const;

type Left = (typeof LEFT_AFTER)[number][0];

const left = (after: Left): Sql => raw(`left_${after}`);
const change = (from: Left, to: Left): Sql => sql`${left(to)} - ${left(from)}`;
const ofReason = (reason: (typeof OF_REASONS)[number]): Sql =>
  sql`case when reason = ${reason} then ${change('discounts', 'reasons')} else 0 end`;

/** What an order gives to each line. */
const AMOUNTS: Record<ReconcileLine, Sql> = {
  placed: left('placed'),
  test: change('placed', 'test'),
  giftCards: change('test', 'giftCards'),
  tips: change('giftCards', 'tips'),
  gross: left('tips'),
  discounts: change('tips', 'discounts'),
  cancelled: ofReason('cancelled'),
  voided: ofReason('voided'),
  refunded: ofReason('refunded'),
  giftCardOnly: ofReason('giftCardOnly'),
  zeroValue: ofReason('zeroValue'),
  returns: change('reasons', 'returns'),
  refundDifference: change('returns', 'refundDifference'),
  tax: change('refundDifference', 'tax'),
  belowZero: change('tax', 'belowZero'),
  shop: left('belowZero'),
  noCustomer: change('belowZero', 'noCustomer'),
  // parts of returned lines are fractions of the smallest unit, and the numbers add them up as they are
  rounding: sql`case when reason = '' then revenue - ${left('noCustomer')} else 0 end`,
  counted: sql`case when reason = '' then revenue else 0 end`,
};

/** Whether an order is among those that a line opens. */
export function isOfLine(line: ReconcileLine): Sql {
  const reason = OF_REASONS.find((one) => one === line);
  return reason === undefined ? sql`${raw(column(line))} <> 0` : sql`reason = ${reason}`;
}

/** The column of a line's amount in `orderAmounts`. */
export const column = (line: ReconcileLine): string => `of_${line.toLowerCase()}`;

/**
 * One row for each order in the shop's currency, with its amount on every line; named `amounts`.
 * @param among a further condition, which begins with `and`
 */
export function orderAmounts(rules: ReconcileRules, period: Period, among: Sql = empty): Sql {
  const lefts = LEFT_AFTER.map(
    ([after, worth]) => sql`round(${worth}, ${rules.decimals}::int) as ${left(after)}`,
  );
  const columns = RECONCILE_LINES.map((line) => sql`${AMOUNTS[line]} as ${raw(column(line))}`);
  return sql`(
    select id, name, processed_at, day, currency, reason, ${join(columns)} from (
      select *, ${join(lefts)} from ${knownOrders(rules, period, among)} where currency = ${rules.currency} offset 0
    ) step offset 0) amounts`;
}
