import { z } from 'zod';
import { rows, sql, type Sql, type Tx } from '../../store/db.server';
import { addDays, addMonths, monthStart } from '../calendar';
import { integer } from '../number';
import { dateLiteral, type Scope } from '../scope';
import { scoreAmong, scoresBy } from './counts';
import { SOURCES, type Nps } from './nps';
import { scoreOf } from './score';

type Groups = Pick<Nps, 'firstOrder' | 'repeat' | 'bySource' | 'byMonth'>;

/** Months and products that are shown. */
const MONTHS_SHOWN = 24;
const PRODUCTS_SHOWN = 50;

/** Most customers have answered once: their answer is the latest of every group it is in. */
const ONLY: Sql = sql`customer_id is not null and place = 1 and next_day is null`;
const ONE_OF_SEVERAL: Sql = sql`customer_id is not null and (place > 1 or next_day is not null)`;

/** The latest score of some answers of one customer, found without sorting them. */
const LATEST_SCORE: Sql = sql`(max(place * 16 + score) % 16)::int as score`;

/**
 * Customers' answers by source, by month, and to first orders and later ones. In each group a
 * customer counts once, with the latest answer in it. Reads `answer`.
 */
export async function groups(tx: Tx, scope: Scope): Promise<Groups> {
  const lastMonth = monthStart(addDays(scope.asOf, -1));
  const found = await rows(
    tx,
    z.object({
      source: z.enum(SOURCES).nullable(),
      month: z.string().nullable(),
      ordered: z.enum(['first', 'later']).nullable(),
      score: integer,
      customers: integer,
    }),
    sql`
    with given as (
      select *, case when day >= ${dateLiteral(addMonths(lastMonth, 1 - MONTHS_SHOWN))}
        then date_trunc('month', day::timestamp)::date end as month
      from answer
    )
    select source, to_char(month, 'YYYY-MM') as month, ordered, score, customers::int from (
      select source, month, ordered, score, count(*) as customers from given
      where ${ONLY} group by grouping sets ((source, score), (month, score), (ordered, score))
      union all
      select source, month, ordered, score, count(*) from (
        select customer_id, source, month, ordered, ${LATEST_SCORE} from given where ${ONE_OF_SEVERAL}
        group by grouping sets ((customer_id, source), (customer_id, month), (customer_id, ordered))
      ) latest group by 1, 2, 3, 4
    ) grouped
    where source is not null or month is not null or ordered is not null`,
  );
  const ordered = (which: 'first' | 'later') =>
    scoreAmong(found.filter((one) => one.ordered === which));
  return {
    firstOrder: ordered('first'),
    repeat: ordered('later'),
    bySource: scoresBy(SOURCES, found, ({ source }) => source),
    byMonth: scoresBy(monthsThrough(lastMonth, found), found, ({ month }) => month),
  };
}

/** The last months, from the first of them that has an answer on. */
function monthsThrough(last: string, found: readonly { month: string | null }[]): string[] {
  const [first] = found.flatMap(({ month }) => month ?? []).sort();
  if (first === undefined) return [];
  return Array.from({ length: MONTHS_SHOWN }, (_, at) =>
    addMonths(last, at + 1 - MONTHS_SHOWN).slice(0, 7),
  ).filter((month) => month >= first);
}

/**
 * Customers' answers by the products of the order that was asked about; one of several products
 * stands under each.
 */
export async function byProduct(tx: Tx, scope: Scope): Promise<Nps['byProduct']> {
  const found = await rows(
    tx,
    z.object({
      key: z.string(),
      title: z.string().nullable(),
      promoters: integer,
      passives: integer,
      detractors: integer,
    }),
    sql`
    with scored as (
      select product, score, sum(customers) as customers from (
        select product_ids, score, count(*) as customers from answer where ${ONLY} group by 1, 2
      ) basket, lateral (select distinct unnest(product_ids) as product) bought group by 1, 2
      union all
      select product, score, count(*) from (
        select product, ${LATEST_SCORE} from answer, unnest(product_ids) product
        where ${ONE_OF_SEVERAL} group by product, customer_id
      ) latest group by 1, 2
    ), counted as (
      select product, sum(customers) as customers,
        coalesce(sum(customers) filter (where score >= 9), 0)::int as promoters,
        coalesce(sum(customers) filter (where score between 7 and 8), 0)::int as passives,
        coalesce(sum(customers) filter (where score <= 6), 0)::int as detractors
      from scored where product <> 0 group by product order by customers desc, product limit ${PRODUCTS_SHOWN}
    )
    select product::text as key, known.title, promoters, passives, detractors from counted
    left join products known on known.shop_id = ${scope.shop} and known.id = product
    order by customers desc, product`,
  );
  return found.map(({ key, title, ...counts }) => ({ key, title, ...scoreOf(counts) }));
}
