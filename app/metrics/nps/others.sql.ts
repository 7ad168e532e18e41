import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { integer } from '../number';
import { scoreAmong, total } from './counts';
import type { Nps } from './nps';

/** The answers of nobody known, apart from customers', and how many answers there are in all. */
export async function others(tx: Tx): Promise<Pick<Nps, 'guests' | 'anonymous' | 'allAnswers'>> {
  const found = await rows(
    tx,
    z.object({
      of: z.enum(['customer', 'guest', 'anonymous']),
      score: integer,
      customers: integer,
    }),
    sql`
    select case when customer_id is not null then 'customer' when about_order then 'guest' else 'anonymous' end as of,
      score, sum(times)::int as customers
    from answer group by 1, 2`,
  );
  return {
    guests: scoreAmong(found.filter((one) => one.of === 'guest')),
    anonymous: scoreAmong(found.filter((one) => one.of === 'anonymous')),
    allAnswers: total(found),
  };
}
