import { z } from 'zod';
import { join, raw, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { SEGMENTS } from '../../terms/segments';
import { STAGES } from '../../terms/stages';
import { addDays, monthStart } from '../calendar';
import { answersOfCustomer } from '../nps/answers/answers.sql';
import { integer, money } from '../number';
import { OWN_PACE } from '../rollup/people.sql';
import { selectSubscribers, selectSummaries } from '../rollup/summaries.sql';
import { BOOK_PURCHASES, dateLiteral, dayBooksOf, purchasesOf, type Scope } from '../scope';
import { segmentRule } from '../segments/segments.sql';
import type { MetricSettings } from '../settings';
import { STAGE_FACTS, type StageFact } from '../stages/stage-conditions';
import { datedFacts, REACHED, stageDays } from '../stages/stage-days';
import { CONTRACT_END, stageRule, stageValues, SUBSCRIBER } from '../stages/stage-rules';

/** How a shop counts, which every read of one customer needs. */
export interface ProfileRules {
  shop: ShopId;
  currency: string;
  timezone: string;
  settings: MetricSettings;
}

const standingSchema = z.object({
  /** 1 to 7 */
  stage: integer.min(1).max(STAGES.length),
  /** what the rules of the stages read of the customer */
  values: z.object(
    Object.fromEntries(STAGE_FACTS.map((fact) => [fact, integer])) as Record<
      StageFact,
      typeof integer
    >,
  ),
  /** the first day on which each stage's rule held, lowest first; null: not before D */
  reached: z.array(z.string().nullable()).length(STAGES.length),
  /** the first D by which a member of the fan club has left it, unless they order again */
  contractEnd: z.string().nullable(),
  segment: z.enum(SEGMENTS),
  firstDay: z.string(),
  lastDay: z.string(),
  /** counted orders, in `values.purchases` purchases */
  orders: integer,
  /** revenue to date */
  revenue: money,
  /** purchases on discount */
  discounted: integer,
  /** median days between purchases, and the days of the latest gap; null with one purchase */
  gap: z.number().nullable(),
  /** the median from the fourth purchase on, where it is the customer's own pace */
  ownGap: z.number().nullable(),
  latestGap: integer.nullable(),
  /** of the first counted order; a product 0 is a line without one */
  firstProducts: z.array(z.string()),
  firstDiscounted: z.boolean(),
  firstSource: z.string().nullable(),
  firstPlan: z.boolean(),
});

/** Where a customer stands as of D, by the shop's book. */
export type Standing = z.output<typeof standingSchema>;

/**
 * Reads where a customer stands as of D: the rules of the snapshot, in one statement over the customer's rows alone.
 * @param tx in the shop's zone (`inZoneOf`)
 * @returns null without a counted order before D
 */
export async function readStanding(
  tx: Tx,
  rules: ProfileRules,
  customer: string,
  asOf: string,
): Promise<Standing | null> {
  const summaries = sql`(select * from whose) summary`;
  const all: Scope = {
    ...rules,
    asOf,
    monthStart: monthStart(addDays(asOf, -1)),
    has: { subscriptions: true, trials: true, upsells: true, ownCosts: false },
    purchases: BOOK_PURCHASES,
    ...{ summaries, newcomers: summaries, variantDays: null },
    dayBooks: dayBooksOf(rules.shop, asOf),
    chosen: sql`(select ${customer}::bigint as customer_id) chosen`,
    answers: null,
  };
  const scope = { ...all, answers: answersOfCustomer(all, customer) };
  const [found] = await rows(
    tx,
    standingSchema,
    sql`
    with whose as materialized (${selectSummaries(all, sql`and customer_id = ${customer}::bigint`)}),
      ${raw(SUBSCRIBER)} as materialized (${selectSubscribers(all)})
    select ${stageRule(scope, 'now')} as stage,
      (select row_to_json(own) from (select ${stageValues(scope, 'now')}) own) as values,
      (select array[${reachedBefore(asOf)}] from (select ${stageDays(scope)}) own) as reached,
      (${CONTRACT_END})::text as "contractEnd", ${segmentRule} as segment,
      first_day::text as "firstDay", last_day::text as "lastDay", fact.orders, revenue_shop_amount::text as revenue,
      bought.*
    from (${datedFacts(scope)}) fact cross join (${ofPurchases(all)}) bought`,
  );
  return found ?? null;
}

/** The days before D: consents and tags may be dated later. */
function reachedBefore(asOf: string): Sql {
  const days = REACHED.map((name) => raw(name));
  return join(
    days.map((one) => sql`(case when ${one} < ${dateLiteral(asOf)} then ${one} end)::text`),
  );
}

/** What a customer's purchases say that their summary does not. */
const ofPurchases = (scope: Scope): Sql => sql`
  select own.discounted, own.gap, case when own.purchases >= ${OWN_PACE}::int then own.gap end as "ownGap", own."latestGap", first_product_ids::text[] as "firstProducts",
    first_discounted as "firstDiscounted", first_source as "firstSource", first_plan as "firstPlan"
  from (
    select count(*)::int as purchases, (count(*) filter (where purchase.discounted))::int as discounted,
      percentile_cont(0.5) within group (order by gap) as gap, (array_agg(gap order by number desc))[1] as "latestGap"
    from ${purchasesOf(scope)}
  ) own join ${purchasesOf(scope)} on number = 1`;
