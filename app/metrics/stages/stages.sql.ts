import { z } from 'zod';
import { join, raw, rows, sql } from '../../store/db.server';
import { STAGES, type Stage } from '../../terms/stages';
import { day, kinds } from '../kinds';
import { integer, money } from '../number';
import { slice, step } from '../step';
import { staged } from './customer-stages.sql';
import { REACHED } from './stage-days';

const stageNumber = integer.min(1).max(7).nullable();
const stageOrNone = z.enum([...STAGES, 'none']);

/** Customers by stage now and at the month's start, and how many ever reached each stage. */
export const stageCounts = step({
  name: 'stageCounts',
  on: 'second',
  needs: { staged },
  run: async ({ tx }, { staged }) =>
    await rows(
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
      from ${staged} group by stage, before order by before nulls first, stage`,
    ),
});

/** Customers on each stage, and the moves since the month's start (README.md section 5). */
export const stages = slice({
  name: 'stages',
  on: 'none',
  needs: { stageCounts },
  numbers: {
    stages: z.record(z.enum(STAGES), kinds.customers),
    stageDetails: z.record(
      z.enum(STAGES),
      z.object({ customers: kinds.customers, revenue: kinds.money }),
    ),
    /** since the last month's end: stages then (rows) by stages now; new customers come from `none` */
    movement: z
      .object({
        since: day,
        moves: z.array(
          z.object({ from: stageOrNone, to: stageOrNone, customers: kinds.customers }),
        ),
        /** customers who lapsed since then, and who came back */
        lapsed: kinds.customers,
        returned: kinds.customers,
      })
      .nullable(),
  },
  run: ({ scope }, { stageCounts }) => {
    const sums = sumsOf(stageCounts);
    const hadCustomers = stageCounts.some(({ before }) => before !== null);
    return {
      stages: byStage((at) => sums[at]?.customers ?? 0),
      stageDetails: byStage((at) => sums[at] ?? { customers: 0, revenue: 0 }),
      movement: hadCustomers
        ? {
            since: scope.monthStart,
            moves: stageCounts.map(({ stage, before, customers }) => ({
              from: before === null ? ('none' as const) : nameOf(before),
              to: nameOf(stage),
              customers,
            })),
            lapsed: stageCounts.reduce((sum, { lapsed }) => sum + lapsed, 0),
            returned: stageCounts.reduce((sum, { returned }) => sum + returned, 0),
          }
        : null,
    };
  },
});

/** Customers on each stage and their revenue, lowest first. */
export function sumsOf(counts: readonly { stage: number; customers: number; revenue: number }[]) {
  return STAGES.map((_, at) => {
    const own = counts.filter(({ stage }) => stage === at + 1);
    return {
      customers: own.reduce((sum, { customers }) => sum + customers, 0),
      revenue: own.reduce((sum, { revenue }) => sum + revenue, 0),
    };
  });
}

/** A value for each stage, by its place from 0. */
export function byStage<T>(pick: (at: number) => T): Record<Stage, T> {
  return {
    purchaser: pick(0),
    customer: pick(1),
    loyal: pick(2),
    follower: pick(3),
    fan: pick(4),
    fanClub: pick(5),
    evangelist: pick(6),
  };
}

export function nameOf(stage: number): Stage {
  const name = STAGES[stage - 1];
  if (name === undefined) throw new RangeError(`no stage ${stage}`);
  return name;
}
