import { empty, join, raw, sql, type Sql } from '../../store/db.server';
import { dayOf, leftOutReason } from '../../store/sql/counted-orders';
import { countingRules, dateLiteral, type Scope } from '../scope';
import { STAGE_NUMBERS } from '../../terms/stage-numbers';
import { STAGES } from '../../terms/stages';
import { stageRules, type Rule, type StageFact } from './stage-conditions';

/**
 * The seven stages as SQL (README.md section 5). A stage's rule reads one row per customer: a
 * summary joined with facts that have a date of their own (`stageFacts`). `now` reads it as of D, `then` as
 * of the month's start.
 */
export type Moment = 'now' | 'then';

/** Column names of a summary and of its subscription at a moment. */
const COLUMNS = {
  now: {
    purchases: 'purchases',
    trialOnly: 'trial_only',
    subscriptionOrders: 'subscription_orders',
    lastSubscription: 'last_subscription_day',
    medianGap: 'median_gap',
  },
  then: {
    purchases: 'then_purchases',
    trialOnly: 'then_trial_only',
    subscriptionOrders: 'then_subscription_orders',
    lastSubscription: 'then_last_subscription_day',
    medianGap: 'then_median_gap',
  },
} as const;

/** The day D that a moment stands for. */
function dayOfMoment(scope: Pick<Scope, 'asOf' | 'monthStart'>, moment: Moment): Sql {
  return dateLiteral(moment === 'now' ? scope.asOf : scope.monthStart);
}

/** The highest stage whose rule holds, 1 to 7; null before the first purchase. Written from `stageRules`. */
export function stageRule(scope: Scope, moment: Moment): Sql {
  const rules = stageRules(scope.settings);
  const facts = factsAt(scope, moment);
  const highestFirst = STAGES.toReversed().map(
    (stage) => sql`when ${ruleSql(rules[stage], facts)} then ${STAGES.indexOf(stage) + 1}::int`,
  );
  return sql`case ${join(highestFirst, ' ')} end`;
}

/** What a customer has of each fact that the rules ask for, as columns of these names (`StageValues`). */
export function stageValues(scope: Scope, moment: Moment): Sql {
  const columns = Object.entries(factsAt(scope, moment)).map(([name, fact]) =>
    'flag' in fact
      ? sql`case when ${fact.flag} then 1 else 0 end as ${raw(`"${name}"`)}`
      : sql`coalesce(${fact.count}, ${fact.none}::int)::int as ${raw(`"${name}"`)}`,
  );
  return join(columns);
}

/** A fact in SQL: yes or no, or a count, with what stands for null. */
type FactSql = { flag: Sql } | { count: Sql; none: number };

function factsAt(scope: Scope, moment: Moment): Record<StageFact, FactSql> {
  const day = dayOfMoment(scope, moment);
  const column = COLUMNS[moment];
  const count = (value: Sql, none = 0) => ({ count: value, none });
  return {
    purchases: count(raw(column.purchases)),
    full: { flag: sql`not ${raw(column.trialOnly)}` },
    upsell: { flag: sql`upsell_day < ${day}` },
    score: count(raw(`${moment}_score`), -1),
    brought: count(raw(`${moment}_brought`)),
    event: { flag: sql`event_since < ${day}` },
    subscriptionOrders: count(raw(column.subscriptionOrders)),
    runs: {
      flag: sql`${day} - ${raw(column.lastSubscription)} <= ${subscriptionLimit(raw(column.medianGap))}`,
    },
    subscribed: { flag: sql`(email_since < ${day} or sms_since < ${day})` },
    follower: { flag: sql`follower_since < ${day}` },
    products: count(differentProducts(scope, day)),
  };
}

function ruleSql(rule: Rule, facts: Record<StageFact, FactSql>): Sql {
  if ('all' in rule) return parts(rule.all, ' and ');
  if ('any' in rule) return parts(rule.any, ' or ');
  const fact = facts[rule.fact];
  return 'flag' in fact ? fact.flag : sql`coalesce(${fact.count} >= ${rule.least}, false)`;

  function parts(all: readonly Rule[], word: ' and ' | ' or '): Sql {
    return sql`(${join(
      all.map((one) => ruleSql(one, facts)),
      word,
    )})`;
  }
}

/** Days after the last subscription order that a customer stays in the fan club. @param gap median days between these orders */
export const subscriptionLimit = (gap: Sql): Sql => sql`greatest(45, 1.5 * ${gap})`;

/** The first day D by which a customer has left the fan club, unless they order again; for rows of `stageFacts`. */
export const CONTRACT_END: Sql = sql`last_subscription_day + floor(${subscriptionLimit(raw(COLUMNS.now.medianGap))})::int + 1`;

/** The first day on which a customer was on stage 2, over a summary's columns. */
export const SECOND_STAGE_DAY = sql`case when second_day is not null and full_day is not null
  then greatest(second_day, full_day) end`;

/**
 * The day of the purchase that makes a loyal customer, over a row of `stageFacts`. The book keeps the third's; a shop that
 * asks for more looks for its own among the purchases.
 */
export function loyalDay(scope: Scope): Sql {
  const { loyalPurchases } = scope.settings;
  return loyalPurchases === STAGE_NUMBERS.loyalPurchases
    ? sql`third_day`
    : sql`(select day from purchases own where own.shop_id = ${scope.shop} and own.customer_id = fact.customer_id
        and own.number = ${loyalPurchases}::int and own.day < ${dateLiteral(scope.asOf)})`;
}

/** Products of a customer's counted orders, and the first day of each. */
export function productDays(scope: Scope): Sql {
  const rules = countingRules(scope);
  return sql`(select product, min(${dayOf(rules)}) as day from orders own, unnest(own.product_ids) product
    where own.shop_id = ${scope.shop} and own.customer_id = fact.customer_id and product <> 0
      and ${leftOutReason(rules)} = '' group by product) bought`;
}

/** Different products bought before a day; computed only for customers who brought enough. */
function differentProducts(scope: Scope, day: Sql): Sql {
  return sql`(select count(*) from ${productDays(scope)} where day < ${day})`;
}

/** The temporary table of `selectSubscribers`, made for a shop with subscriptions while stages are computed. */
export const SUBSCRIBER = 'subscriber';

/** Replaces the columns of `subscriber` for a shop without subscriptions. */
const NO_SUBSCRIPTION = sql`null::date as last_subscription_day, null::float8 as median_gap, null::date as contract_day,
  null::date as then_last_subscription_day, null::float8 as then_median_gap`;

/** Replaces the columns of `scores` for a shop without answers. */
const NO_ANSWER = sql`null::int as now_score, null::int as then_score, null::date as liked_since`;

/** Each customer's latest score before D and before the month's start, and since when it was 9 or 10 on stage 2. */
function scores(answers: Sql, monthStart: Sql): Sql {
  return sql`
    select customer_id, max(score) filter (where next_day is null) as now_score,
      max(score) filter (where day < ${monthStart} and (next_day is null or next_day >= ${monthStart})) as then_score,
      min(liked_day) as liked_since
    from ${answers} given where customer_id is not null group by customer_id`;
}

/** Summaries with consents, tags, answers, referrals and subscriptions: what `stageRule` reads. */
export function stageFacts(scope: Scope): Sql {
  const { followerTags, eventTags } = scope.settings;
  const consent = (
    channel: 'email' | 'sms',
  ) => sql`case when known.${raw(`${channel}_state`)} = 'SUBSCRIBED'
    then coalesce((known.${raw(`${channel}_state_at`)} at time zone ${scope.timezone})::date, '-infinity') end`;
  const tagged = (tags: string[]) =>
    tags.length === 0
      ? sql`null::date`
      : sql`(select min(since::date) from jsonb_each_text(known.tags) tag(name, since) where name = any(${tags}))`;
  const before = (moment: Moment, column: string) =>
    sql`(${raw(column)} at time zone ${scope.timezone})::date < ${dayOfMoment(scope, moment)}`;
  return sql`(
    select summary.*, email_since, sms_since, follower_since, event_since,
      ${scope.answers === null ? NO_ANSWER : sql`answer.now_score, answer.then_score, answer.liked_since`},
      coalesce(brought.now_brought, 0) as now_brought, coalesce(brought.then_brought, 0) as then_brought,
      brought.first_brought, brought.enough_brought,
      ${
        scope.has.subscriptions
          ? sql`last_subscription_day, median_gap, contract_day, then_last_subscription_day, then_median_gap`
          : NO_SUBSCRIPTION
      }
    from ${scope.summaries}
    left join (
      select id as customer_id, ${consent('email')} as email_since, ${consent('sms')} as sms_since,
        ${tagged(followerTags)} as follower_since, ${tagged(eventTags)} as event_since
      from customers known where shop_id = ${scope.shop}
        and (email_state = 'SUBSCRIBED' or sms_state = 'SUBSCRIBED' or tags ?| ${[...followerTags, ...eventTags]}::text[])
    ) known on known.customer_id = summary.customer_id
    ${scope.has.subscriptions ? sql`left join ${raw(SUBSCRIBER)} subscriber on subscriber.customer_id = summary.customer_id` : empty}
    ${scope.answers === null ? empty : sql`left join (${scores(scope.answers, dayOfMoment(scope, 'then'))}) answer on answer.customer_id = summary.customer_id`}
    left join (
      select referrer_customer_id as customer_id,
        count(*) filter (where ${before('now', 'referred_at')}) as now_brought,
        count(*) filter (where ${before('then', 'referred_at')}) as then_brought,
        min((referred_at at time zone ${scope.timezone})::date) as first_brought,
        (array_agg((referred_at at time zone ${scope.timezone})::date order by referred_at))[${scope.settings.evangelistReferrals}::int] as enough_brought
      from referrals where shop_id = ${scope.shop} group by referrer_customer_id
    ) brought on brought.customer_id = summary.customer_id
  ) fact`;
}
