import { join, raw, sql, type Sql } from '../../store/db.server';
import { RANKS, STATES, type Rank, type State } from '../../terms/people';
import { SEGMENTS, type Segment } from '../../terms/segments';
import { STAGES, type Stage } from '../../terms/stages';
import { whereOf } from './conditions.sql';
import { expectedDay } from './expected';
import type { PeopleList } from './list.server';

/** The words of a file, each as a cell of CSV. */
export interface FileWords {
  stage: Record<Stage, string>;
  segment: Record<Segment, string>;
  state: Record<State, string>;
  rank: Record<Rank, string>;
  yes: string;
  no: string;
}

/** The columns of the line, in its order; the source of the first order follows them. */
export const PEOPLE_HEADS = [
  ...['customer', 'stage', 'segment', 'state', 'rank', 'n', 'orders', 'revenue', 'margin'],
  ...['first', 'second', 'last', 'expected', 'score', 'answered', 'email', 'sms'],
  ...['subscriptionOrders', 'lastSubscription', 'discountShare', 'firstProducts', 'secondProducts'],
  ...['firstDiscount', 'source'],
] as const;

/**
 * A customer's cells as one text with commas between, made by the database: 400,000 customers have 10 million cells, for which
 * the one thread of the web process would need seconds. None of them is a text from outside. For a row `person`.
 */
export function fileLine(
  { shop, ruler }: PeopleList,
  { words, decimals }: { words: FileWords; decimals: number },
): Sql {
  const place = { shop, ruler, rowsOf: new Map<string, Sql>() };
  const yesNo = (value: Sql) =>
    sql`case ${value} when true then ${words.yes} when false then ${words.no} end`;
  const amount = (column: string) => sql`round(${raw(`person.${column}`)}, ${decimals}::int)`;
  const cells: Record<Exclude<(typeof PEOPLE_HEADS)[number], 'source'>, Sql> = {
    customer: sql`person.customer_id`,
    stage: sql`case person.stage ${join(
      STAGES.map((stage, at) => sql`when ${at + 1}::int then ${words.stage[stage]}`),
      ' ',
    )} end`,
    segment: sql`case person.segment ${join(
      SEGMENTS.map((segment) => sql`when ${segment} then ${words.segment[segment]}`),
      ' ',
    )} end`,
    state: firstThatHolds(
      STATES.map((state) => [
        whereOf([[{ field: 'state', is: [state] }]], place),
        words.state[state],
      ]),
    ),
    rank: firstThatHolds(
      RANKS.map((rank) => [whereOf([[{ field: 'rank', is: [rank] }]], place), words.rank[rank]]),
    ),
    n: sql`person.purchases`,
    orders: sql`person.orders`,
    revenue: amount('revenue_shop_amount'),
    margin: amount('margin_shop_amount'),
    first: sql`person.first_day`,
    second: sql`person.second_day`,
    last: sql`person.last_day`,
    expected: expectedDay(ruler),
    score: sql`person.score`,
    answered: sql`person.answered_day`,
    email: yesNo(sql`person.email_consent`),
    sms: yesNo(sql`person.sms_consent`),
    subscriptionOrders: sql`person.subscription_orders`,
    lastSubscription: sql`person.last_subscription_day`,
    discountShare: sql`case person.discounted_purchases when 0 then '0'
      else round(person.discounted_purchases::numeric / person.purchases, 4)::text end`,
    firstProducts: idsOf('first_products'),
    secondProducts: idsOf('second_products'),
    firstDiscount: yesNo(sql`person.first_discounted`),
  };
  const own = PEOPLE_HEADS.flatMap((head) => (head === 'source' ? [] : [cells[head]]));
  // concat takes an unknown value as an empty cell
  return sql`concat(${join(own, ", ',', ")})`;
}

const firstThatHolds = (cases: (readonly [Sql, string])[]): Sql =>
  sql`case ${join(
    cases.map(([holds, word]) => sql`when ${holds} then ${word}`),
    ' ',
  )} end`;

/** Products of an order as ids with blanks between; lines without a product are none. */
const idsOf = (column: 'first_products' | 'second_products'): Sql =>
  sql`array_to_string(array_remove(${raw(`person.${column}`)}, 0), ' ')`;
