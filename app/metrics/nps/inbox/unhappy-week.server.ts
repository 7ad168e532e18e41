import { z } from 'zod';
import { EVERY_ANSWER, filteredBy, isUnhappyAndOpen } from './answer-filter';
import { one, sql, type ShopId, type Tx } from '../../../store/db.server';
import { addDays } from '../../calendar';

/** Days of a week, the last one included. */
const WEEK_DAYS = 7;

/** Answers of 0 to 6 that are open, of the week that ends with a day. */
export interface UnhappyWeek {
  open: number;
  from: string;
  to: string;
}

/** Counts the unhappy answers of the seven days up to `to` that nothing has been done about. */
export async function unhappyWeek(tx: Tx, shop: ShopId, to: string): Promise<UnhappyWeek> {
  const from = addDays(to, 1 - WEEK_DAYS);
  const { open } = await one(
    tx,
    z.object({ open: z.number().int() }),
    sql`
    select count(*)::int as open from survey_answers given
    where shop_id = ${shop} and survey = 'nps' and ${isUnhappyAndOpen(shop)}
      ${filteredBy(shop, { ...EVERY_ANSWER, from, to })}`,
  );
  return { open, from, to };
}
