import { empty, join, raw, sql, type ShopId, type Sql } from '../../store/db.server';
import { UNKNOWN_SOURCE } from '../../terms/filters';
import type { Condition, PeopleField, Rank, State, Who } from '../../terms/people';
import { LAST_DETRACTOR } from '../../terms/scores';
import { STAGES } from '../../terms/stages';
import { longestSilence } from '../orders/silence';
import { RANKS } from '../ranks/deciles.sql';
import { agoIn, dayIn, realIn, wholeIn, type Range } from './bounds.sql';
import { unknownChoice } from './choices';
import { expectedDay } from './expected';
import { ofScore, withinDecile, TENTH, FIFTH } from './ranks.sql';
import type { Ruler } from './ruler';

/** Where conditions look. */
export interface Place {
  shop: ShopId;
  ruler: Ruler;
  /** the rows of other days that `stageOn` asks for (`daysOf`), by day */
  rowsOf: ReadonlyMap<string, Sql>;
}

/**
 * The customers that a list shows, as a condition over a row `person` of `people`. Every value is a parameter.
 * @throws RangeError for a choice that its field does not have (`unknownChoice`), or a day whose rows are missing
 */
export function whereOf(who: Who, place: Place): Sql {
  const unknown = unknownChoice(who);
  if (unknown !== null) throw new RangeError(`${unknown.field} has no value ${unknown.value}`);
  if (who.length === 0) return sql`true`;
  const groups = who.map((group) =>
    group.length === 0
      ? sql`true`
      : join(
          group.map((condition) => held(condition, place)),
          ' and ',
        ),
  );
  return groups.length === 1 ? sql`${groups[0] ?? empty}` : sql`((${join(groups, ') or (')}))`;
}

/** A customer without a value does not meet a condition, and meets it turned round. */
function held(condition: Condition, place: Place): Sql {
  const met = meaning(condition, place);
  return condition.not ? sql`(${met}) is not true` : sql`(${met})`;
}

function meaning(condition: Condition, place: Place): Sql {
  if ('none' in condition) return isNone(condition.field, place);
  if ('day' in condition)
    return condition.field === 'stageOn'
      ? stageOn(condition.day, condition.is, place)
      : stateOn(condition.day, condition.is, place);
  if ('is' in condition) return isOneOf(condition.field, condition.is, place);
  const { field, from, to } = condition;
  return typeof from === 'string' || typeof to === 'string'
    ? inDays(field as DayField, { from, to } as Range<string>, place)
    : inNumbers(field as NumberField, { from, to } as Range<number>, place);
}

type FieldOf<C, Part> = C extends Part & { field: infer F } ? F : never;
type NumberField = FieldOf<Condition, { from: number | null }>;
type DayField = FieldOf<Condition, { from: string | null }>;
type SetField = Exclude<FieldOf<Condition, { is: readonly string[] }>, 'stageOn' | 'stateOn'>;

/** The columns that say a number or a day as it is. */
const COLUMNS = {
  n: 'purchases',
  revenue: 'revenue_order',
  margin: 'margin_order',
  subscriptionOrders: 'subscription_orders',
  score: 'score',
  first: 'first_day',
  second: 'second_day',
  last: 'last_day',
  lastSubscription: 'last_subscription_day',
  answered: 'answered_day',
} as const satisfies Partial<Record<PeopleField, string>>;

const own = (column: string): Sql => raw(`person.${column}`);

function inNumbers(field: NumberField, range: Range<number>, place: Place): Sql {
  const { ruler } = place;
  switch (field) {
    case 'n':
    case 'subscriptionOrders':
    case 'score':
      return wholeIn(own(COLUMNS[field]), range);
    case 'revenue':
    case 'margin':
      return realIn(own(COLUMNS[field]), range);
    case 'sinceFirst':
      return agoIn(own('first_day'), ruler.asOf, range);
    case 'sinceLast':
      return agoIn(own('last_day'), ruler.asOf, range);
    case 'daysToSecond':
      return wholeIn(sql`(person.second_day - person.first_day)`, range);
    case 'discountShare':
      return realIn(sql`(person.discounted_purchases::float8 / person.purchases)`, range);
    case 'decile':
      return withinDecile(ruler, whole(range, TENTH));
    case 'r':
      return ofScore(own('last_day'), raw('date'), ruler.rfm.recency, whole(range, FIFTH));
    case 'f':
      return ofScore(own('purchases'), raw('int'), ruler.rfm.frequency, whole(range, FIFTH));
    case 'm':
      return ofScore(own('revenue_order'), raw('float8'), ruler.rfm.money, whole(range, FIFTH));
  }
}

/** The whole numbers from 1 to `most` in a range. */
const whole = ({ from, to }: Range<number>, most: number) => ({
  from: Math.max(1, Math.ceil(from ?? 1)),
  to: Math.min(most, Math.floor(to ?? most)),
});

function inDays(field: DayField, range: Range<string>, place: Place): Sql {
  switch (field) {
    case 'expected':
      return dayIn(expectedDay(place.ruler), range);
    case 'boughtIn':
      return boughtIn(range);
    case 'plainBoughtIn':
      // only an order after the first subscription order is a renewal
      return eitherOf([
        sql`(person.subscription_orders <= 1 and ${boughtIn(range)})`,
        sql`(person.subscription_orders > 1 and ${around(range)} and ${eitherOf([
          dayIn(own('first_day'), range),
          isAmong(raw('person.later_plain_days'), range),
        ])})`,
      ]);
    default:
      return dayIn(own(COLUMNS[field]), range);
  }
}

/** Customers whose purchases lie around some days: others have none in them. */
function around({ from, to }: Range<string>): Sql {
  const [first, last] = [own('first_day'), own('last_day')];
  return sql`${dayIn(last, { from, to: null })} and ${dayIn(first, { from: null, to })}`;
}

/**
 * A purchase on some days. Of three purchases the row has every day by itself; only those of customers of more, whose first two
 * came before and whose last came after, are looked for among the days between.
 */
function boughtIn(range: Range<string>): Sql {
  const known = ['first_day', 'second_day', 'last_day'].map((column) => dayIn(own(column), range));
  return sql`(${around(range)} and ${eitherOf([
    ...known,
    sql`(person.purchases > 3 and ${isAmong(raw('person.later_days'), range)})`,
  ])})`;
}

/** Whether one of some days in order lies in a range. */
function isAmong(days: Sql, { from, to }: Range<string>): Sql {
  const by = to === null ? sql`cardinality(${days})` : daysUntil(days, sql`${to}::date`);
  const before = from === null ? sql`0` : daysUntil(days, sql`${from}::date - 1`);
  return sql`coalesce(${by} > ${before}, false)`;
}

/** How many of some days in order are not after a day, by halving them. */
const daysUntil = (days: Sql, day: Sql): Sql => sql`width_bucket(${day}, ${days})`;

function isNone(field: NumberField | DayField, place: Place): Sql {
  const { ruler } = place;
  switch (field) {
    case 'expected':
      return sql`${expectedDay(ruler)} is null`;
    case 'daysToSecond':
      return sql`person.second_day is null`;
    case 'decile':
      return ruler.deciles === null ? sql`true` : sql`false`;
    case 'margin':
    case 'score':
    case 'second':
    case 'lastSubscription':
    case 'answered':
      return sql`${own(COLUMNS[field])} is null`;
    // every customer has them
    default:
      return sql`false`;
  }
}

function isOneOf(field: SetField, is: readonly string[], place: Place): Sql {
  switch (field) {
    case 'stage':
      return sql`person.stage = any(${stageNumbers(is)}::smallint[])`;
    case 'segment':
      return sql`person.segment = any(${[...is]}::text[])`;
    case 'state':
      return eitherOf(is.map((state) => stateAt(own('last_day'), place.ruler.asOf, state, place)));
    case 'rank':
      return eitherOf(
        is.map((rank) => {
          const [from, to] = RANKS[rank as Rank];
          return withinDecile(place.ruler, { from, to });
        }),
      );
    case 'rfmGroup':
      return eitherOf([
        sql`person.rfm_group = any(${[...is]}::text[])`,
        ...(is.includes('none') ? [sql`person.rfm_group is null`] : []),
      ]);
    case 'subscription':
      return eitherOf(is.map((value) => subscription(value, place.ruler)));
    case 'filterDiscount':
      return sql`person.first_discounted = any(${is.map((value) => value === 'yes')}::boolean[])`;
    case 'filterPlan':
      return sql`person.first_plan = any(${is.map((value) => value === 'yes')}::boolean[])`;
    case 'filterSource':
      return eitherOf([
        sql`person.first_source = any(${[...is]}::text[])`,
        ...(is.includes(UNKNOWN_SOURCE) ? [sql`person.first_source is null`] : []),
      ]);
    case 'firstProduct':
    case 'secondProduct':
    case 'boughtProduct':
    case 'filterProduct':
      return ofProducts(own(PRODUCTS[field]), is);
    case 'reason':
      return eitherOf([
        sql`(person.score <= ${LAST_DETRACTOR}::int and person.reason = any(${[...is]}::text[]))`,
        ...(is.includes('unsaid')
          ? [sql`(person.score <= ${LAST_DETRACTOR}::int and person.reason is null)`]
          : []),
      ]);
    case 'handled':
      return sql`person.answer_id is not null and ${handled(place.shop)} = any(${[...is]}::text[])`;
    case 'consent':
      return eitherOf(is.map((value) => CONSENT[value as keyof typeof CONSENT]));
  }
}

const PRODUCTS = {
  firstProduct: 'first_products',
  secondProduct: 'second_products',
  boughtProduct: 'bought_products',
  filterProduct: 'filter_products',
} as const;

/** What was done about the latest answer. An answer without a row is open. */
const handled = (shop: ShopId): Sql =>
  sql`coalesce((select done.state from answer_states done where done.shop_id = ${shop} and done.answer_id = person.answer_id), 'open')`;

const CONSENT = {
  email: sql`person.email_consent`,
  sms: sql`person.sms_consent`,
  none: sql`(not person.email_consent and not person.sms_consent)`,
};

const eitherOf = (conditions: readonly Sql[]): Sql => sql`(${join([...conditions], ' or ')})`;

const stageNumbers = (is: readonly string[]): number[] =>
  is.flatMap((stage) => {
    const at = (STAGES as readonly string[]).indexOf(stage);
    return at < 0 ? [] : [at + 1];
  });

/** Lines without a product are 0: `none` is where there was no other line. */
function ofProducts(column: Sql, is: readonly string[]): Sql {
  const named = is.filter((product) => product !== 'none');
  return eitherOf([
    ...(named.length === 0 ? [] : [sql`${column} && ${named}::bigint[]`]),
    ...(is.includes('none') ? [sql`coalesce(${column}, '{}') <@ '{0}'`] : []),
  ]);
}

/** @param last the day of the last purchase before `asOf` */
function stateAt(last: Sql, asOf: string, state: string, { ruler }: Place): Sql {
  const longest = longestSilence(ruler.lapseDays);
  const silent: Record<State, Range<number>> = {
    active: { from: null, to: longest.active },
    atRisk: { from: longest.active + 1, to: longest.atRisk },
    lapsed: { from: longest.atRisk + 1, to: null },
  };
  return agoIn(last, asOf, silent[state as State]);
}

/** The state as of another day, by the list's own window: that of the later day, as all comparisons of states. */
function stateOn(day: string, is: readonly string[], place: Place): Sql {
  const earlier = day < place.ruler.asOf;
  // no later purchase is known to the list
  const asOf = sql`${day}::date`;
  const last = earlier
    ? sql`(case when person.last_day < ${asOf} then person.last_day
        when person.second_day >= ${asOf} then person.first_day
        when person.purchases <= 3 then person.second_day
        when person.first_day < ${asOf} then person.later_days[${daysUntil(raw('person.later_days'), sql`${asOf} - 1`)}] end)`
    : own('last_day');
  return eitherOf(
    is.map((state) =>
      state === 'none'
        ? sql`person.first_day >= ${asOf}`
        : sql`(person.first_day < ${asOf} and ${stateAt(last, day, state, place)})`,
    ),
  );
}

function stageOn(day: string, is: readonly string[], { ruler, rowsOf }: Place): Sql {
  const stages = stageNumbers(is);
  const rows = day === ruler.asOf ? null : rowsOf.get(day);
  if (rows === undefined) throw new RangeError(`no customers as of ${day}`);
  if (rows === null) return sql`person.stage = any(${stages}::smallint[])`;
  const then = (among: Sql) => sql`select customer_id from ${rows} ${among}`;
  return eitherOf([
    sql`person.customer_id in (${then(sql`where stage = any(${stages}::smallint[])`)})`,
    ...(is.includes('none') ? [sql`person.customer_id not in (${then(empty)})`] : []),
  ]);
}

function subscription(value: string, { asOf, subscriptionDays }: Ruler): Sql {
  if (value === 'none') return sql`person.subscription_orders = 0`;
  const longest = Math.floor(subscriptionDays);
  return agoIn(
    own('last_subscription_day'),
    asOf,
    value === 'running' ? { from: null, to: longest } : { from: longest + 1, to: null },
  );
}
