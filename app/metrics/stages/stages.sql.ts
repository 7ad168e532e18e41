import { z } from 'zod';
import { empty, join, raw, rows, sql, type Tx } from '../../store/db.server';
import { percentile } from '../curves/percentile';
import type { LapseWindow } from '../ltv/lapse.sql';
import { integer, money } from '../number';
import { dateLiteral, type Scope } from '../scope';
import { segmentRule } from '../segments/segments.sql';
import { STAGES, type Snapshot, type Stage } from '../snapshot';
import { selectSubscribers } from '../rollup/summaries.sql';
import { datedFacts, REACHED, stageDays } from './stage-days';
import { stageRule } from './stage-rules';

type Stages = Pick<
  Snapshot,
  'stages' | 'stageDetails' | 'movement' | 'valueAtStake' | 'daysToNextStage'
>;

const stageNumber = integer.min(1).max(7).nullable();

/** Stages, who moved since the month's start, and what a step up is worth (metrics.md section 5). */
export async function stages(
  tx: Tx,
  scope: Scope,
  lapseDays: number,
  then: LapseWindow,
): Promise<Stages> {
  const lapsedNow = sql`${dateLiteral(scope.asOf)} - last_day > ${lapseDays}::int`;
  const lapsedThen = sql`coalesce(${dateLiteral(scope.monthStart)} - then_last_day > ${then.days}::int, false)`;
  if (scope.has.subscriptions)
    await tx.query(sql`create temp table subscriber on commit drop as ${selectSubscribers(scope)}`);
  await tx.query(sql`
    create temp table staged on commit drop as
    select ${scope.answers === null ? empty : sql`now_score as score, ${segmentRule} as segment,`} ${stageRule(scope, 'now')} as stage, ${stageRule(scope, 'then')} as before, revenue_shop_amount,
      ${lapsedNow} as lapsed_now, ${lapsedThen} as lapsed_then, ${stageDays(scope)}
    from (${datedFacts(scope)}) fact`);
  const found = await rows(
    tx,
    z.object({
      stage: integer,
      before: stageNumber,
      customers: integer,
      revenue: money,
      lapsed: integer,
      returned: integer,
      reached: z.array(integer),
    }),
    sql`
    select stage, before, count(*)::int as customers, sum(revenue_shop_amount)::text as revenue,
      (count(*) filter (where lapsed_now and not lapsed_then))::int as lapsed,
      (count(*) filter (where lapsed_then and not lapsed_now))::int as returned,
      array[${join(REACHED.map((day) => sql`count(${raw(day)})`))}]::int[] as reached
    from staged group by stage, before`,
  );
  const medians = await daysToNext(
    tx,
    scope,
    REACHED.map((_, at) => found.some(({ reached }) => (reached[at] ?? 0) > 0)),
  );
  const sums = STAGES.map((_, at) => {
    const own = found.filter(({ stage }) => stage === at + 1);
    return {
      customers: own.reduce((sum, { customers }) => sum + customers, 0),
      revenue: own.reduce((sum, { revenue }) => sum + revenue, 0),
    };
  });
  const byStage = <T>(pick: (at: number) => T): Record<Stage, T> => ({
    purchaser: pick(0),
    customer: pick(1),
    loyal: pick(2),
    follower: pick(3),
    fan: pick(4),
    fanClub: pick(5),
    evangelist: pick(6),
  });
  const hadCustomers = found.some(({ before }) => before !== null);
  return {
    stages: byStage((at) => sums[at]?.customers ?? 0),
    stageDetails: byStage((at) => sums[at] ?? { customers: 0, revenue: 0 }),
    movement: hadCustomers
      ? {
          since: scope.monthStart,
          moves: found.map(({ stage, before, customers }) => ({
            from: before === null ? ('none' as const) : nameOf(before),
            to: nameOf(stage),
            customers,
          })),
          lapsed: found.reduce((sum, { lapsed }) => sum + lapsed, 0),
          returned: found.reduce((sum, { returned }) => sum + returned, 0),
        }
      : null,
    valueAtStake: valueAtStake(sums),
    daysToNextStage: byStage((at) => medians.get(at + 1) ?? null),
  };
}

function nameOf(stage: number): Stage {
  const name = STAGES[stage - 1];
  if (name === undefined) throw new RangeError(`no stage ${stage}`);
  return name;
}

/** Customers on stage k x (mean revenue on stage k + 1 - on stage k), the largest where positive. */
function valueAtStake(
  sums: readonly { customers: number; revenue: number }[],
): Snapshot['valueAtStake'] {
  const steps = sums.slice(0, -1).flatMap((own, at) => {
    const next = sums[at + 1];
    if (next === undefined || next.customers === 0 || own.customers === 0) return [];
    const amount = own.customers * (next.revenue / next.customers - own.revenue / own.customers);
    return amount > 0 ? [{ from: nameOf(at + 1), to: nameOf(at + 2), amount }] : [];
  });
  return steps.reduce<Snapshot['valueAtStake']>(
    (most, one) => (most === null || one.amount > most.amount ? one : most),
    null,
  );
}

/**
 * Median days from first reaching a stage to first reaching the next, of the customers who reached
 * both before D, in this order.
 * @param reached whether anybody ever reached the stage
 */
async function daysToNext(
  tx: Tx,
  scope: Scope,
  reached: readonly boolean[],
): Promise<Map<number, number | null>> {
  const medians = new Map<number, number | null>();
  for (const [at, from] of REACHED.slice(0, -1).entries()) {
    if (!reached[at] || !reached[at + 1]) continue;
    const [earlier, later] = [raw(from), raw(REACHED[at + 1] ?? '')];
    const days = await rows(
      tx,
      z.object({ value: integer, count: integer }),
      sql`
      select ${later} - ${earlier} as value, count(*)::int as count from staged
      where ${later} >= ${earlier} and ${later} < ${dateLiteral(scope.asOf)} group by 1`,
    );
    medians.set(at + 1, percentile(days, 0.5));
  }
  return medians;
}
