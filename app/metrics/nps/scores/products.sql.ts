import { z } from 'zod';
import { rows, sql } from '../../../store/db.server';
import { integer } from '../../number';
import { slice } from '../../step';
import { answers } from '../answers/answers.sql';
import { LATEST_SCORE, ONE_OF_SEVERAL, ONLY } from './latest-in-group';
import { scoreOf, scoreSchema } from './score';
import { FIRST_PROMOTER, LAST_DETRACTOR } from '../../../terms/scores';

/** Products that are shown. */
const PRODUCTS_SHOWN = 50;

/**
 * Customers' answers by the products of the order that was asked about; an answer
 * about several products is under each.
 */
export const scoresOfProducts = slice({
  name: 'scoresOfProducts',
  on: 'second',
  needs: { answers },
  part: 'nps',
  numbers: {
    /** product ids of the order that was asked about, most answers first, 50 at most */
    byProduct: z.array(scoreSchema.extend({ key: z.string(), title: z.string().nullable() })),
  },
  before: { byProduct: [] },
  run: async ({ tx, scope }, { answers }) => {
    if (answers === null) return { byProduct: [] };
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
        select product_ids, score, count(*) as customers from ${answers} where ${ONLY} group by 1, 2
      ) basket, lateral (select distinct unnest(product_ids) as product) bought group by 1, 2
      union all
      select product, score, count(*) from (
        select product, ${LATEST_SCORE} from ${answers}, unnest(product_ids) product
        where ${ONE_OF_SEVERAL} group by product, customer_id
      ) latest group by 1, 2
    ), counted as (
      select product, sum(customers) as customers,
        coalesce(sum(customers) filter (where score >= ${FIRST_PROMOTER}), 0)::int as promoters,
        coalesce(sum(customers) filter (where score > ${LAST_DETRACTOR} and score < ${FIRST_PROMOTER}), 0)::int as passives,
        coalesce(sum(customers) filter (where score <= ${LAST_DETRACTOR}), 0)::int as detractors
      from scored where product <> 0 group by product order by customers desc, product limit ${PRODUCTS_SHOWN}
    )
    select product::text as key, known.title, promoters, passives, detractors from counted
    left join products known on known.shop_id = ${scope.shop} and known.id = product
    order by customers desc, product`,
    );
    return {
      byProduct: found.map(({ key, title, ...counts }) => ({ key, title, ...scoreOf(counts) })),
    };
  },
});
