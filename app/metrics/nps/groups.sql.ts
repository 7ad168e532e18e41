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

/** The latest score of some answers of one customer, found without sorting them. */
const LATEST_SCORE: Sql = sql`(max(place * 16 + score) % 16)::int as score`;

/** A first order is of the day of the first purchase, or comes before the second one. */
const ORDERED: Sql = sql`case
  when about_day = first_day or (about_day > first_day and (second_day is null or about_day < second_day)) then 'first'
  when about_day >= second_day then 'later' end`;

/**
 * Customers' answers by source, by month, and to first orders and later ones. In each group a
 * customer counts once, with the latest answer in it. Reads `answer` and `respondent`.
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
    select source, to_char(month, 'YYYY-MM') as month, ordered, score, count(*)::int as customers from (
      select customer_id, source, month, ordered, ${LATEST_SCORE} from (
        select customer_id, place, answer.score, source, ${ORDERED} as ordered,
          case when day >= ${dateLiteral(addMonths(lastMonth, 1 - MONTHS_SHOWN))} then date_trunc('month', day)::date end as month
        from answer join respondent using (customer_id)
      ) given
      group by grouping sets ((customer_id, source), (customer_id, month), (customer_id, ordered))
    ) latest
    where source is not null or month is not null or ordered is not null
    group by 1, 2, 3, 4`,
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
    with latest as (
      select product, ${LATEST_SCORE} from answer, unnest(product_ids) product
      where customer_id is not null and product <> 0 group by product, customer_id
    ), counted as (
      select product, count(*) as customers, (count(*) filter (where score >= 9))::int as promoters,
        (count(*) filter (where score between 7 and 8))::int as passives,
        (count(*) filter (where score <= 6))::int as detractors
      from latest group by product order by customers desc, product limit ${PRODUCTS_SHOWN}
    )
    select product::text as key, known.title, promoters, passives, detractors from counted
    left join products known on known.shop_id = ${scope.shop} and known.id = product
    order by customers desc, product`,
  );
  return found.map(({ key, title, ...counts }) => ({ key, title, ...scoreOf(counts) }));
}
