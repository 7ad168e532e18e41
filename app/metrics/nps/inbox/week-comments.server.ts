import { z } from 'zod';
import { EVERY_ANSWER, filteredBy, type AnswerFilter } from './answer-filter';
import { join, rows, sql, type ShopId, type Tx } from '../../../store/db.server';
import { REASON_EDITIONS, REASONS } from '../../../terms/reasons';
import { addDays } from '../../calendar';
import type { Snapshot } from '../../snapshot';
import { WINDOW_DAYS } from '../scores/trend.sql';

type BadWeeks = Pick<Snapshot['nps']['badWeeks'][number], 'from' | 'lowestDay'>;

/** Comments of one time. */
const MOST = 5;

const commentSchema = z.object({
  /** the first day of the bad weeks that it was given in */
  week: z.string(),
  id: z.string(),
  score: z.number().int(),
  reason: z.enum(REASONS).nullable(),
  edition: z.literal(REASON_EDITIONS),
  comment: z.string(),
  answeredAt: z.date(),
});

/** The days of the window that lies lowest. */
export function lowestWindow({ lowestDay }: Pick<BadWeeks, 'lowestDay'>): {
  from: string;
  to: string;
} {
  return { from: addDays(lowestDay, 1 - WINDOW_DAYS), to: lowestDay };
}

/** The newest comments with 0 to 6 of the lowest window of each bad time, newest first. */
export async function weekComments(tx: Tx, shop: ShopId, weeks: readonly BadWeeks[]) {
  if (weeks.length === 0) return [];
  const each = weeks.map((one) => {
    const filter = { ...UNHAPPY, ...lowestWindow(one) };
    return sql`(
      select ${one.from}::text as week, given.id::text, given.score::int, given.reason, given.reason_edition as edition,
        given.comment, given.answered_at as "answeredAt"
      from survey_answers given where shop_id = ${shop} and survey = 'nps' ${filteredBy(shop, filter)}
      order by answered_at desc, id desc limit ${MOST})`;
  });
  return await rows(tx, commentSchema, join(each, ' union all '));
}

const UNHAPPY: AnswerFilter = { ...EVERY_ANSWER, group: 'detractors', comments: true };
