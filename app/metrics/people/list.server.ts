import { z } from 'zod';
import { now } from '../../clock.server';
import { empty, join, one, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { SEGMENTS } from '../../terms/segments';
import { REASONS } from '../../terms/reasons';
import type { Rank, State, Who } from '../../terms/people';
import { STAGES, type Stage } from '../../terms/stages';
import { daysBetween } from '../calendar';
import { integer, money } from '../number';
import { stateAfter } from '../orders/silence';
import { daysOf } from './choices';
import { whereOf } from './conditions.sql';
import { peopleOfDay } from './day-rows.server';
import { expectedDayOf } from './expected';
import { decileOf, rankOf } from './ranks.sql';
import type { Ruler } from './ruler';
import { partsOf, readCursor, sortKey, writeCursor, type Sort } from './sorts.sql';

/** Customers on a page. */
const PAGE = 50;

/** A list: whose, as of which day, and the rows that its conditions are read from. */
export interface PeopleList {
  shop: ShopId;
  ruler: Ruler;
  people: Sql;
  where: Sql;
  /** without a condition */
  everybody: boolean;
}

/** @returns the list, or the days whose customers must be counted first (`requestPastPeople`; the current day's are being written) */
export async function openList(
  tx: Tx,
  shop: ShopId,
  who: Who,
  ruler: Ruler,
): Promise<PeopleList | { missing: string[] }> {
  const days = [...new Set([ruler.asOf, ...daysOf(who)])];
  const found = new Map<string, Sql>();
  for (const day of days) {
    const people = await peopleOfDay(tx, shop, day, now());
    if (people !== null) found.set(day, people);
  }
  const people = found.get(ruler.asOf);
  const missing = days.filter((day) => !found.has(day));
  if (people === undefined || missing.length > 0) return { missing };
  return {
    ...{ shop, ruler, people, where: whereOf(who, { shop, ruler, rowsOf: found }) },
    everybody: who.every((group) => group.length === 0),
  };
}

export interface PeopleTotals {
  customers: number;
  revenue: number;
}

/** How many customers a list has, and their revenue to date, over all of its pages. */
export async function countPeople(tx: Tx, { people, where }: PeopleList): Promise<PeopleTotals> {
  return await inOneSweep(tx, () =>
    one(
      tx,
      z.object({ customers: integer, revenue: money }),
      sql`
      select count(*)::int as customers, coalesce(sum(revenue_shop_amount), 0)::text as revenue
      from ${people} person where ${where}`,
    ),
  );
}

/**
 * Reads customers in the order in which they lie, or by a bitmap of an index, unless they are few: in the order of an index
 * each row lies somewhere else, and the slowest lists took three times as long.
 */
async function inOneSweep<T>(tx: Tx, read: () => Promise<T>): Promise<T> {
  await tx.query(sql`set local random_page_cost = 20; set local work_mem = '64MB'`);
  const found = await read();
  await tx.query(sql`set local random_page_cost to default; set local work_mem to default`);
  return found;
}

const row = z.object({
  customerId: z.string(),
  stage: z.number().transform((stage) => STAGES[stage - 1] as Stage),
  segment: z.enum(SEGMENTS),
  purchases: integer,
  orders: integer,
  revenue: money,
  margin: money.nullable(),
  firstDay: z.string(),
  secondDay: z.string().nullable(),
  lastDay: z.string(),
  ownGap: z.number().nullable(),
  discountedPurchases: integer,
  subscriptionOrders: integer,
  lastSubscriptionDay: z.string().nullable(),
  score: integer.nullable(),
  reason: z.enum(REASONS).nullable(),
  answeredDay: z.string().nullable(),
  answerId: z.string().nullable(),
  emailConsent: z.boolean(),
  smsConsent: z.boolean(),
  rfmGroup: z.string().nullable(),
  key: z.union([z.number(), z.string()]).nullable(),
});

/** A customer of a list. Money in major units, days of the shop. */
export interface ListedPerson extends Omit<z.output<typeof row>, 'key'> {
  state: State;
  /** 1 to 10; null under ten customers */
  decile: number | null;
  rank: Rank | null;
  /** when the next purchase is, or was, expected; null: not known */
  expectedDay: string | null;
}

export interface PeoplePage {
  people: ListedPerson[];
  /** the addresses of the pages beside it; null: none */
  before: string | null;
  after: string | null;
}

/**
 * A page of a list.
 * @param at the cursor of the page before or after which it stands (`PeoplePage`); null, or one that cannot be read: the first
 */
export async function listPeople(
  tx: Tx,
  list: PeopleList,
  sort: Sort,
  at: { side: 'before' | 'after'; cursor: string } | null,
  most = PAGE,
): Promise<PeoplePage> {
  const cursor = at === null ? null : readCursor(sort, at.cursor);
  const backwards = cursor !== null && at?.side === 'before';
  const walk = { sort, ruler: list.ruler, cursor, backwards };
  const found = list.everybody ? [] : await readNearest(tx, list, walk, most + 1);
  for (const part of found.length > most ? [] : partsOf(walk, list.everybody)) {
    if (found.length > most) break;
    found.push(...(await readPart(tx, list, sort, part, most + 1 - found.length)));
  }
  const more = found.length > most;
  const shown = found.slice(0, most);
  if (backwards) shown.reverse();
  const [first, last] = [shown.at(0), shown.at(-1)];
  const cursorOf = (one: typeof first) =>
    one === undefined ? null : writeCursor({ key: one.key, id: one.customerId });
  return {
    people: shown.map(({ key: _, ...person }) => ({ ...person, ...measured(person, list.ruler) })),
    before: (backwards ? more : cursor !== null) ? cursorOf(first) : null,
    after: (backwards ? true : more) ? cursorOf(last) : null,
  };
}

type Part = ReturnType<typeof partsOf>[number];

/** The rows that an index is looked through for; of more, a sweep over all customers costs less. */
const NEAREST = 5_000;

/**
 * Rows of a list among the nearest in an index: a page in a tenth of the time where many customers meet the conditions.
 * @returns none where they are fewer than `most`
 */
async function readNearest(
  tx: Tx,
  list: PeopleList,
  walk: Parameters<typeof partsOf>[0],
  most: number,
): Promise<z.output<typeof row>[]> {
  const { people, where } = list;
  const [part] = partsOf(walk, true);
  const [group, ...others] = part?.groups ?? [];
  if (part === undefined || group === undefined || others.length > 0) return [];
  const nearest = sql`
    select * from (
      select * from ${people} person where ${group.among} order by ${group.order} limit ${NEAREST}::int
    ) person where ${where} order by ${group.order} limit ${most}::int`;
  const found = await readRows(tx, list, walk.sort, part, nearest);
  return found.length < most ? [] : found;
}

async function readPart(
  tx: Tx,
  list: PeopleList,
  sort: Sort,
  part: Part,
  most: number,
): Promise<z.output<typeof row>[]> {
  const { people, where } = list;
  // each group is in order by itself: its first rows are found by an index, and merged
  const groups = part.groups.map(
    ({ among, order }) => sql`(
      select * from ${people} person where ${among} and ${where} order by ${order} limit ${most}::int)`,
  );
  if (list.everybody)
    return (await readRows(tx, list, sort, part, join(groups, ' union all '))).slice(0, most);
  const [sorted = empty] = part.groups.map(
    ({ among, order }) =>
      sql`select customer_id::text as id from ${people} person where ${among} and ${where} order by ${order} limit ${most}::int`,
  );
  const ids = await inOneSweep(tx, () => rows(tx, z.object({ id: z.string() }), sorted));
  const these = sql`select * from ${people} person where customer_id = any(${ids.map(({ id }) => id)}::bigint[])`;
  return ids.length === 0 ? [] : await readRows(tx, list, sort, part, these);
}

/** @param chosen the statement of the rows */
async function readRows(
  tx: Tx,
  { ruler }: PeopleList,
  sort: Sort,
  part: Part,
  chosen: Sql,
): Promise<z.output<typeof row>[]> {
  return await rows(
    tx,
    row,
    sql`
    select customer_id::text as "customerId", stage, segment, purchases, orders, revenue_shop_amount::text as revenue,
      margin_shop_amount::text as margin, first_day::text as "firstDay", second_day::text as "secondDay",
      last_day::text as "lastDay", own_gap as "ownGap", discounted_purchases as "discountedPurchases",
      subscription_orders as "subscriptionOrders", last_subscription_day::text as "lastSubscriptionDay",
      score, reason, answered_day::text as "answeredDay", answer_id::text as "answerId",
      email_consent as "emailConsent", sms_consent as "smsConsent", rfm_group as "rfmGroup", ${sortKey(sort, ruler).read} as key
    from (${chosen}) person order by ${part.order}`,
  );
}

/** What a person's columns say by the ruler. */
function measured(
  person: Omit<z.output<typeof row>, 'key'>,
  ruler: Ruler,
): Pick<ListedPerson, 'state' | 'decile' | 'rank' | 'expectedDay'> {
  const decile = decileOf(person, ruler);
  return {
    state: stateAfter(daysBetween(person.lastDay, ruler.asOf), ruler.lapseDays),
    decile,
    rank: rankOf(decile),
    expectedDay: expectedDayOf(person, ruler),
  };
}
