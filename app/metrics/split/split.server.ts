import { z } from 'zod';
import { raw, sql, type Sql, type Tx } from '../../store/db.server';
import { cells } from '../cohorts/cells.sql';
import { kaplanMeier } from '../curves/kaplan-meier';
import type { DetailRun } from '../details/details';
import { kinds } from '../kinds';
import { curve } from '../ltv/curve';
import { PAYBACK_REASONS, paybackOf } from '../formulas/payback';
import { duration } from '../ltv/duration';
import { tenure, type Tenure } from '../ltv/tenure.sql';
import { variances } from '../ltv/variance.sql';
import { comparedGroups } from '../newcomers/compared';
import { firstDays } from '../newcomers/first-days.sql';
import { runSteps, type Given } from '../run-steps';
import type { Scope } from '../scope';
import type { Snapshot } from '../snapshot';
import type { Step } from '../step';
import { survival } from '../stay/survival.sql';
import { UNKNOWN_SOURCE } from '../../terms/filters';
import { SPLITS, type SplitBy } from '../../terms/splits';

/** Products and sources with a line of their own: those of the most first orders. The others are one group. */
const MOST = 5;

const groupSchema = z.object({
  /** a product's id, a source's key, yes or no; null: all others */
  key: z.string().nullable(),
  /** of a product */
  title: z.string().nullable(),
  /** newcomers of the group */
  customers: kinds.customers,
  /** M(t) and R(t) at CURVE_DAYS, with R's interval */
  curve: z.array(
    z.object({
      days: kinds.days,
      orders: kinds.mean.nullable(),
      revenue: kinds.money.nullable(),
      interval: z.tuple([kinds.money, kinds.money]).nullable(),
    }),
  ),
  /** R(t) at the curve's steps of T, as far as it is known */
  line: z.array(z.object({ days: kinds.days, revenue: kinds.money })),
  /** when the shop's margin rate of R(t) has paid for its acquisition cost (formulas/payback) */
  paybackDays: kinds.days.nullable(),
  /** why they are null, and the longest t whose R(t) is known; 0: none */
  paybackUnknown: z.object({ reason: z.enum(PAYBACK_REASONS), knownDays: kinds.days }).nullable(),
});

export const splitSchema = z.object({
  by: z.enum(SPLITS),
  groups: z.array(groupSchema),
});

/** The LTV curve of groups of customers, by their first counted order (README.md section 2). */
export type Split = z.output<typeof splitSchema>;

/** R(t) of each group, over its newcomers alone. */
export async function countSplit({ base, over }: DetailRun, by: SplitBy): Promise<Split> {
  const groups: Split['groups'] = [];
  for (const { among, ...group } of groupsOf(by, base.firstOrders)) {
    const counted = await over((tx, scope) => curveOf(tx, scope, base), among);
    // the other products are none where every customer began with a listed one
    if (group.key === null && counted.customers === 0) continue;
    groups.push({ ...group, ...counted });
  }
  return { by, groups };
}

async function curveOf(
  tx: Tx,
  scope: Scope,
  base: Snapshot,
): Promise<Omit<Split['groups'][number], 'key' | 'title'>> {
  const run = { scope, windowStart: null };
  const wanted = new Set<Step>([curve, tenure]);
  const results = await runSteps(STEPS, { first: tx, second: tx }, run, givenOf(base.ltv), wanted);
  const { quarters, all } = results.get(tenure) as Tenure;
  const own = results.get(curve) as Pick<Snapshot['ltv'], 'curve' | 'byTenure'>;
  const { days: paybackDays, reason } = paybackOf(
    base.ltv,
    (days) => all.within(days)?.revenue ?? 0,
    all.horizon,
  );
  return {
    ...{ paybackDays, paybackUnknown: reason && { reason, knownDays: all.horizon } },
    customers: quarters.reduce((sum, { customers }) => sum + customers, 0),
    curve: own.curve,
    line: own.byTenure.flatMap(({ days, revenue }) =>
      revenue === null ? [] : [{ days, revenue }],
    ),
  };
}

const STEPS: readonly Step[] = [
  ...[cells, firstDays, tenure, survival, duration, comparedGroups, variances, curve],
];

/** T is the shop's; quarters are not compared, and no staying is read. */
function givenOf({ durationDays, basis }: Snapshot['ltv']): Given {
  return new Map<Step, unknown>([
    [duration, { durationDays, basis }],
    [survival, kaplanMeier([])],
    [comparedGroups, { each: [], latest: null, before: null }],
  ]);
}

interface Group {
  key: string | null;
  title: string | null;
  /** which of the first purchases, as `and …` */
  among: Sql;
}

function groupsOf(by: SplitBy, { products, sources }: Snapshot['firstOrders']): Group[] {
  switch (by) {
    case 'product': {
      const some = products.slice(0, MOST);
      const ids = sql`${some.map(({ productId }) => productId)}::bigint[]`;
      return [
        ...some.map(({ productId, title }) => ({
          ...{ key: productId, title },
          among: sql`and first_product_ids @> array[${productId}::bigint]`,
        })),
        { key: null, title: null, among: sql`and not (first_product_ids && ${ids})` },
      ];
    }
    case 'source': {
      const some = sources.slice(0, MOST).map(({ source }) => source);
      return [
        ...some.map((source) => ({
          ...{ key: source, title: null },
          among: sql`and first_source = ${source}`,
        })),
        {
          ...{ key: null, title: null },
          among: sql`and first_source is not null and first_source <> all (${some}::text[])`,
        },
        { key: UNKNOWN_SOURCE, title: null, among: sql`and first_source is null` },
      ];
    }
    default:
      return [true, false].map((has) => ({
        ...{ key: has ? 'yes' : 'no', title: null },
        among: sql`and ${raw(COLUMNS[by])} = ${has}`,
      }));
  }
}

const COLUMNS = { discount: 'first_discounted', plan: 'first_plan' } as const;
