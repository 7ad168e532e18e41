import { z } from 'zod';
import { one, sql } from '../../../store/db.server';
import { staged } from '../../stages/customer-stages.sql';
import { slice } from '../../step';
import { answers } from '../answers/answers.sql';
import { LATEST } from './worth.sql';

/**
 * The correlation of the ranks of score and revenue; equals share the mean of their ranks. A customer without a
 * counted order is worth 0.
 */
export const spearman = slice({
  name: 'spearman',
  on: 'second',
  needs: { answers, staged },
  part: 'nps',
  numbers: {
    /** Spearman's rho of score and revenue to date; null where either is the same for all customers */
    spearman: z.number().nullable(),
  },
  before: { spearman: null },
  run: async ({ tx }, { answers, staged }) => {
    if (answers === null) return { spearman: null };
    const { rho } = await one(
      tx,
      z.object({ rho: z.number().nullable() }),
      // revenues equal to a millionth are equal: tax that does not divide has a last digit
      sql`
    with valued as (
      select score, round(revenue_shop_amount, 6)::float8 as amount from ${staged} where score is not null
      union all
      select score, 0 from ${answers} where ${LATEST} and not bought
    ), scores as (
      select score, sum(count(*)) over (order by score) - (count(*) - 1) / 2.0::float8 as rank from valued group by score
    )
    select corr(scores.rank, valued.rank) as rho
    from (
      select score, rank() over so_far + (count(*) over (so_far groups current row) - 1) / 2.0::float8 as rank
      from valued window so_far as (order by amount)
    ) valued join scores using (score)`,
    );
    return { spearman: rho };
  },
});
