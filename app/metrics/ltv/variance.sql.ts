import { z } from 'zod';
import { join, raw, rows, sql, type Sql, type Tx } from '../../store/db.server';
import type { MeanCumulative } from '../curves/mean-cumulative';
import { comparedGroups } from '../newcomers/compared';
import { GROUP_DAYS, type Group } from '../newcomers/group';
import { dateLiteral, newcomersPurchasesOf, type Scope } from '../scope';
import { step } from '../step';
import { CURVE_DAYS } from './curve-days';
import { duration } from './duration';
import { tenure } from './tenure.sql';

interface Variances {
  /** tenure in days to V, of all newcomers */
  all: Map<number, number>;
  /** V of a group at GROUP_DAYS */
  groups: Map<Group, number>;
}

/** The variances of R(t) at the tenures of the curve and at T, and of the groups that are compared. */
export const variances = step({
  name: 'variances',
  on: 'first',
  needs: { tenure, duration, comparedGroups },
  run: async ({ tx, scope }, { tenure, duration: { durationDays }, comparedGroups }) => {
    const { each, before } = comparedGroups;
    return await revenueVariance(
      tx,
      scope,
      tenure.all,
      [...CURVE_DAYS, durationDays],
      [each, before === null ? [] : [before]],
    );
  },
});

/**
 * The variance of R(t) that allows for customers who buy more than others (Lawless & Nadeau 1995;
 * README.md section 2): the sum over customers of (own revenue within t, each order weighed by
 * 1 / Y(s), less the customer's share of the mean)^2. In floating point: it is a statistic. One
 * reading of the purchases serves all tenures and groups.
 * @param layers groups that do not overlap within their layer
 */
async function revenueVariance(
  tx: Tx,
  scope: Scope,
  cumulative: MeanCumulative,
  tenures: readonly number[],
  layers: readonly (readonly Group[])[],
): Promise<Variances> {
  const known = [...new Set(tenures)].filter((days) => cumulative.within(days) !== null);
  const used = layers
    .map((groups) => groups.filter((group) => group.cumulative.within(GROUP_DAYS) !== null))
    .filter((groups) => groups.length > 0)
    .map(layerOf);
  if (known.length === 0) return { all: new Map(), groups: new Map() };
  const longest = Math.max(...known);
  const each = (value: (days: number) => Sql) => known.map(value);
  const layered = (value: (layer: Layer, name: (of: string) => Sql) => Sql) =>
    used.map((layer, at) => value(layer, (of) => raw(`${of}_layer_${at}`)));
  const [own, apart] = [
    (days: number) => raw(`own_${days}`),
    (days: number) => raw(`apart_${days}`),
  ];
  const arrays = [
    sql`${cumulative.weights.slice(0, longest)}::float8[] as weights`,
    sql`${cumulative.commonPart.slice(0, longest)}::float8[] as common`,
    ...layered(({ weights }, name) => sql`${weights}::float8[] as ${name('weights')}`),
    ...layered(({ common }, name) => sql`${common}::float8[] as ${name('common')}`),
  ];
  // offset 0 keeps PostgreSQL from merging the levels, which would compute a row's values once per use
  const found = await rows(
    tx,
    z.record(z.string(), z.number().nullable()),
    sql`
    select quarter, ${join([
      ...each((days) => sql`sum(${apart(days)} * ${apart(days)}) as ${raw(`v_${days}`)}`),
      ...layered((_, name) => sql`sum(${name('apart')} * ${name('apart')}) as ${name('v')}`),
    ])} from (
      select quarter, ${join([
        ...each(
          (days) =>
            sql`coalesce(${own(days)}, 0) - common[least(seen, ${days - 1}::int) + 1] as ${apart(days)}`,
        ),
        ...layered(
          ({ first }, name) =>
            sql`coalesce(${name('own')}, 0)
              - ${name('common')}[${placeOf(first, sql`least(seen, ${GROUP_DAYS - 1}::int)`)}] as ${name('apart')}`,
        ),
      ])}
      from (
        select ${dateLiteral(scope.asOf)} - 1 - min(first_day) as seen, min(quarter) as quarter, ${join(
          [
            ...each(
              (days) => sql`sum(weighed) filter (where tenure < ${days}::int) as ${own(days)}`,
            ),
            ...layered((_, name) => sql`sum(${name('weighed')}) as ${name('own')}`),
          ],
        )}
        from (
          select customer_id, day - tenure as first_day, tenure, cohort / 3 as quarter, ${join([
            sql`revenue_shop_amount::float8 * weights[tenure + 1] as weighed`,
            ...layered(
              ({ first }, name) => sql`
              case when tenure < ${GROUP_DAYS}::int then revenue_shop_amount::float8
                * ${name('weights')}[${placeOf(first, sql`tenure`, sql`cohort / 3`)}] end as ${name('weighed')}`,
            ),
          ])}
          from ${newcomersPurchasesOf(scope)}, (select ${join(arrays)}) weighing
          where tenure < ${longest}::int offset 0
        ) purchase group by customer_id
      ) customer, (select ${join(arrays)}) shared offset 0
    ) customer group by quarter`,
  );
  const sum = (column: string, within = (_quarter: number) => true) =>
    found.reduce((all, row) => all + (within(row.quarter ?? NaN) ? (row[column] ?? 0) : 0), 0);
  return {
    all: new Map(known.map((days) => [days, sum(`v_${days}`)])),
    groups: new Map(
      used.flatMap(({ groups }, at) =>
        groups.map((group) => [
          group,
          sum(`v_layer_${at}`, (quarter) => quarter >= group.from && quarter <= group.to),
        ]),
      ),
    ),
  };
}

/** Groups by quarter: `GROUP_DAYS` numbers for each quarter from `first` on, 0 where no group has it. */
interface Layer {
  groups: readonly Group[];
  first: number;
  weights: number[];
  common: number[];
}

function layerOf(groups: readonly Group[]): Layer {
  const first = Math.min(...groups.map(({ from }) => from));
  const last = Math.max(...groups.map(({ to }) => to));
  const numbers = (of: (cumulative: MeanCumulative) => readonly number[]) =>
    Array.from({ length: (last - first + 1) * GROUP_DAYS }, (_, place) => {
      const quarter = first + Math.floor(place / GROUP_DAYS);
      const group = groups.find(({ from, to }) => quarter >= from && quarter <= to);
      return group === undefined ? 0 : (of(group.cumulative)[place % GROUP_DAYS] ?? 0);
    });
  return {
    groups,
    first,
    weights: numbers(({ weights }) => weights),
    common: numbers(({ commonPart }) => commonPart),
  };
}

/** The index of a quarter and tenure in a layer; a quarter outside it reads null. */
const placeOf = (first: number, tenure: Sql, quarter = sql`quarter`) =>
  sql`(${quarter} - ${first}::int) * ${GROUP_DAYS}::int + ${tenure} + 1`;
