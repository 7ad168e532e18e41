import { z } from 'zod';
import { empty, sql, type ShopId, type Sql } from '../../../store/db.server';
import { zoneOf } from '../../../store/shops/shops';
import { MOST_SEARCHED } from '../../../terms/notes';
import { HANDLED, type Handled } from '../../../terms/people';
import { REASON_EDITIONS, REASONS } from '../../../terms/reasons';
import { SOURCES } from '../../../terms/sources';
import {
  FIRST_PROMOTER,
  LAST_DETRACTOR,
  SCORE_GROUPS,
  type ScoreGroup,
} from '../../../terms/scores';

const searched = z
  .string()
  .transform((text) => text.replaceAll('\0', '').trim().slice(0, MOST_SEARCHED))
  .pipe(z.string().min(1));

/** Of PostgreSQL's calendar, too. */
const day = z.iso.date().refine((text) => text >= '1970-01-01');

/** The filter of a list of answers; null: any. */
export const answerFilterSchema = z.object({
  group: z.enum(SCORE_GROUPS).nullable().catch(null),
  source: z.enum(SOURCES).nullable().catch(null),
  reason: z.enum(REASONS).nullable().catch(null),
  /** of the sentences that the reason was chosen from */
  edition: z.literal(REASON_EDITIONS).nullable().catch(null),
  handled: z.enum(HANDLED).nullable().catch(null),
  /** in the comment, whatever their case and width */
  words: searched.nullable().catch(null),
  /** the first and the last day of the answers, in the shop's zone */
  from: day.nullable().catch(null),
  to: day.nullable().catch(null),
  /** only answers with a comment */
  comments: z.boolean(),
});
export type AnswerFilter = z.output<typeof answerFilterSchema>;

/** Chooses all answers. */
export const EVERY_ANSWER: AnswerFilter = answerFilterSchema.parse({ comments: false });

const GROUPS: Record<ScoreGroup, Sql> = {
  promoters: sql`and given.score >= ${FIRST_PROMOTER}`,
  passives: sql`and given.score > ${LAST_DETRACTOR} and given.score < ${FIRST_PROMOTER}`,
  detractors: sql`and given.score <= ${LAST_DETRACTOR}`,
};

/** Whether the merchant has such a state of the row `given`. */
const hasState = (shop: ShopId, only: Sql): Sql => sql`exists (
  select from answer_states handled where handled.shop_id = ${shop} and handled.answer_id = given.id ${only})`;

const isHandled = (shop: ShopId, state: Handled): Sql =>
  state === 'open'
    ? sql`and not ${hasState(shop, empty)}`
    : sql`and ${hasState(shop, sql`and handled.state = ${state}`)}`;

/** An unhappy answer that nothing has been done about: the first of the inbox. */
export const isUnhappyAndOpen = (shop: ShopId): Sql =>
  sql`(given.score <= ${LAST_DETRACTOR} and not ${hasState(shop, empty)})`;

/** The same words, whatever their case and their width (半角, 全角). */
const folded = (text: Sql): Sql => sql`lower(normalize(${text}, nfkc))`;

/** Conditions on rows `given` of the survey's answers, which begin with `and`. */
export function filteredBy(shop: ShopId, filter: AnswerFilter): Sql {
  const { group, source, reason, edition, handled, words, from, to, comments } = filter;
  return sql`
    ${group === null ? empty : GROUPS[group]}
    ${source === null ? empty : sql`and given.source = ${source}`}
    ${reason === null ? empty : sql`and given.reason = ${reason}`}
    ${reason === null || edition === null ? empty : sql`and given.reason_edition = ${edition}`}
    ${handled === null ? empty : isHandled(shop, handled)}
    ${from === null ? empty : sql`and given.answered_at >= ${startOf(shop, sql`${from}::date`)}`}
    ${to === null ? empty : sql`and given.answered_at < ${startOf(shop, sql`${to}::date + 1`)}`}
    ${comments ? sql`and given.comment is not null` : empty}
    ${words === null ? empty : sql`and position(${folded(sql`${words}::text`)} in ${folded(sql`given.comment`)}) > 0`}`;
}

const startOf = (shop: ShopId, of: Sql): Sql =>
  sql`((${of})::timestamp at time zone ${zoneOf(shop)})`;
