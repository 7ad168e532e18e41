import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { RFM_GROUPS, STATES } from '../../terms/people';
import { SEGMENTS, type Segment } from '../../terms/segments';
import { STAGES } from '../../terms/stages';
import { addDays } from '../calendar';
import type { DetailRun } from '../details/details';
import { day, kinds } from '../kinds';
import { collectAnswers } from '../nps/answers/answers.sql';
import { integer, money } from '../number';
import { selectSubscribers, selectSummaries } from '../rollup/summaries.sql';
import { dateLiteral, isChosen, purchasesOf, type Scope } from '../scope';
import { stageFacts, stageRule, SUBSCRIBER } from '../stages/stage-rules';
import { nameOf } from '../stages/stages.sql';
import { createAnalyzedTable, createTable } from '../step';
import { segmentRule } from './segments.sql';

/** Days within which the next purchase is counted, as F2's headline. */
const NEXT_DAYS = 90;
/** Rates of fewer customers are unknown. */
const LEAST_CUSTOMERS = 30;

const size = { customers: kinds.customers, revenue: kinds.money };
const nextSchema = z.object({
  /** in the segment as of `since` */
  customers: kinds.customers,
  /** of them, those with a purchase from that day on */
  bought: kinds.customers,
  /** bought ÷ customers; null under 30 customers */
  rate: kinds.rate.nullable(),
});

export const segmentGroupsSchema = z.object({
  /** customers by stage and by state; pairs without customers are left out */
  states: z.array(z.object({ stage: z.enum(STAGES), state: z.enum(STATES), ...size })),
  /** next purchases of each segment's customers of 90 days ago; null where the shop had none yet */
  next: z
    .object({
      /** D − 90 */
      since: day,
      days: kinds.days,
      segments: z.record(z.enum(SEGMENTS), nextSchema),
    })
    .nullable(),
  /** by Shopify's own RFM group as it is now, whatever D is; groups without customers are left out */
  rfmGroups: z.array(z.object({ group: z.enum([...RFM_GROUPS, 'none']), ...size })),
});

/** Customers in groups that the page of segments alone shows (README.md sections 4, 5 and 7). */
export type SegmentGroups = z.output<typeof segmentGroupsSchema>;

export async function countSegmentGroups({ base, over }: DetailRun): Promise<SegmentGroups> {
  return await over(async (tx, scope) => {
    const summaries = await createAnalyzedTable(
      tx,
      'summary',
      sql`select * from ${scope.summaries}`,
    );
    const own = { ...scope, summaries };
    return {
      states: await countStates(tx, own, base.lapseDays),
      next: await countNext(tx, own),
      rfmGroups: await countRfmGroups(tx, own),
    };
  });
}

async function countStates(tx: Tx, scope: Scope, window: number): Promise<SegmentGroups['states']> {
  const answered = { ...scope, answers: await collectAnswers(tx, scope) };
  if (scope.has.subscriptions) await createTable(tx, SUBSCRIBER, selectSubscribers(scope));
  const silent = sql`${dateLiteral(scope.asOf)} - last_day`;
  const found = await rows(
    tx,
    z.object({ stage: integer, state: z.enum(STATES), customers: integer, revenue: money }),
    sql`
    select stage, state, count(*)::int as customers, sum(revenue_shop_amount)::text as revenue from (
      select ${stageRule(answered, 'now')} as stage, revenue_shop_amount,
        case when ${silent} > ${window}::int then 'lapsed' when 2 * (${silent}) > ${window}::int then 'atRisk' else 'active' end as state
      from ${stageFacts(answered)}
    ) own group by stage, state order by stage, state`,
  );
  return found.map(({ stage, ...own }) => ({ stage: nameOf(stage), ...own }));
}

/** Whether those who were in a segment 90 days ago have bought since. By today's segment the rate would prove itself. */
async function countNext(tx: Tx, scope: Scope): Promise<SegmentGroups['next']> {
  const since = addDays(scope.asOf, -NEXT_DAYS);
  const then = { ...scope, asOf: since, monthStart: since };
  const found = await rows(
    tx,
    z.object({ segment: z.enum(SEGMENTS), customers: integer, bought: integer }),
    sql`
    select segment, count(*)::int as customers, count(bought.customer_id)::int as bought
    from (select customer_id, ${segmentRule} as segment from (${selectSummaries(then, isChosen(then))}) summary) was
    left join (
      select distinct customer_id from ${purchasesOf(scope)} where day >= ${dateLiteral(since)}
    ) bought using (customer_id)
    group by segment`,
  );
  if (found.length === 0) return null;
  const of = (segment: Segment) => {
    const { customers, bought } = found.find((one) => one.segment === segment) ?? NONE;
    return { customers, bought, rate: customers < LEAST_CUSTOMERS ? null : bought / customers };
  };
  return {
    ...{ since, days: NEXT_DAYS },
    segments: {
      ...{ firstTime: of('firstTime'), second: of('second') },
      ...{ trend: of('trend'), loyal: of('loyal') },
    },
  };
}

const NONE = { customers: 0, bought: 0 };

/** A group that this release does not know is none. */
async function countRfmGroups(tx: Tx, { shop, summaries }: Scope) {
  return await rows(
    tx,
    z.object({ group: z.enum([...RFM_GROUPS, 'none']), customers: integer, revenue: money }),
    sql`
    select coalesce(known.rfm_group, 'none') as group, count(*)::int as customers, sum(revenue_shop_amount)::text as revenue
    from ${summaries} left join (
      select id as customer_id, rfm_group from customers where shop_id = ${shop} and rfm_group = any(${[...RFM_GROUPS]}::text[])
    ) known using (customer_id)
    group by 1 order by 1`,
  );
}
