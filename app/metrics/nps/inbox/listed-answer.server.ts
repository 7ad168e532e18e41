import { z } from 'zod';
import { filteredBy, type AnswerFilter } from './answer-filter';
import { empty, rows, sql, type ShopId, type Sql, type Tx } from '../../../store/db.server';
import { aboutOrders, VOICE_STATE, WHOSE } from '../../../store/sql/answers';
import { HANDLED } from '../../../terms/people';
import { REASON_EDITIONS, REASONS } from '../../../terms/reasons';
import { SOURCES } from '../../../terms/sources';
import type { Stage } from '../../../terms/stages';
import { SHOWN_VOICE_STATES } from '../../../terms/voice-states';
import { customerStages } from '../../rollup/customer-stage.server';

const answerSchema = z.object({
  id: z.string(),
  score: z.number().int(),
  reason: z.enum(REASONS).nullable(),
  /** of the sentences that the reason was chosen from */
  edition: z.literal(REASON_EDITIONS),
  comment: z.string().nullable(),
  /** there was a comment, and its time is over */
  commentExpired: z.boolean(),
  /** of the question */
  language: z.enum(['ja', 'en']),
  source: z.enum(SOURCES),
  answeredAt: z.date(),
  /** Shopify's numeric ids; null where unknown */
  customer: z.string().nullable(),
  order: z.string().nullable(),
  /** #1001; null while the order has not been read */
  orderName: z.string().nullable(),
  voice: z.enum(SHOWN_VOICE_STATES).nullable(),
  handled: z.enum(HANDLED),
  /** since when it is in work or done; of an open one, when the customer changed what was done; else null */
  handledAt: z.date().nullable(),
});
type Answer = z.output<typeof answerSchema>;

/** An answer as it is now, with its customer's stage now. */
export type ListedAnswer = Answer & { stage: Stage | null };

/**
 * Reads answers with what is known of their orders and of their customers' stages.
 * @param picked a query of rows of `survey_answers`, limited: the joins come after it
 * @param order of the rows, which are `own`
 */
export async function answersIn(
  tx: Tx,
  shop: ShopId,
  picked: Sql,
  order: Sql,
): Promise<ListedAnswer[]> {
  const found = await readAnswers(tx, shop, picked, order);
  const stages = await customerStages(
    tx,
    shop,
    found.flatMap(({ customer }) => customer ?? []),
  );
  return found.map((answer) => ({
    ...answer,
    stage: answer.customer === null ? null : (stages.get(answer.customer) ?? null),
  }));
}

/** A shop's newest answers, newest first; reads no others. */
export async function latestAnswers(tx: Tx, shop: ShopId, most: number): Promise<ListedAnswer[]> {
  return await answersIn(
    tx,
    shop,
    sql`
    select given.* from survey_answers given
    where shop_id = ${shop} and survey = 'nps'
    order by answered_at desc, id desc limit ${most}`,
    sql`own.answered_at desc, own.id desc`,
  );
}

/** Answers without their customers' stages, the last received first: a read of a file, of those that came before an answer. */
export async function answersBefore(
  tx: Tx,
  shop: ShopId,
  filter: AnswerFilter,
  most: number,
  last: Pick<Answer, 'id'> | undefined,
): Promise<Answer[]> {
  return await readAnswers(
    tx,
    shop,
    sql`
    select given.* from survey_answers given
    where shop_id = ${shop} and survey = 'nps' ${filteredBy(shop, filter)}
      ${last === undefined ? empty : sql`and given.id < ${last.id}::bigint`}
    order by id desc limit ${most}`,
    sql`own.id desc`,
  );
}

async function readAnswers(tx: Tx, shop: ShopId, picked: Sql, order: Sql): Promise<Answer[]> {
  return await rows(
    tx,
    answerSchema,
    sql`
    select own.id::text, own.score::int, own.reason, own.reason_edition as edition, own.comment,
      own.comment_expired as "commentExpired", own.language, own.source,
      own.answered_at as "answeredAt", ${WHOSE}::text as customer,
      own.order_id::text as "order", about.name as "orderName", ${VOICE_STATE} as voice,
      coalesce(handled.state, 'open') as handled, case when handled.state is null then own.reopened_at else handled.at end as "handledAt"
    from (${picked}) own ${aboutOrders(shop)}
    left join answer_states handled on handled.shop_id = ${shop} and handled.answer_id = own.id
    order by ${order}`,
  );
}
