import { z } from 'zod';
import {
  empty,
  one,
  rows,
  sql,
  withShop,
  type ShopId,
  type Sql,
  type Tx,
} from '../../store/db.server';
import { aboutOrders, WHOSE } from '../../store/sql/answers';
import { customerStages } from '../rollup/customer-stage.server';
import type { Stage } from '../../terms/stages';
import { REASON_EDITION, REASON_EDITIONS, REASONS } from '../../terms/reasons';
import { SOURCES } from '../../terms/sources';
import { FIRST_PROMOTER, LAST_DETRACTOR, SCORE_GROUPS, type ScoreGroup } from '../../terms/scores';
import { VOICE_STATES } from '../../terms/voice-states';

/** The filter of a list of answers; null: any. */
export const answerFilterSchema = z.object({
  group: z.enum(SCORE_GROUPS).nullable().catch(null),
  source: z.enum(SOURCES).nullable().catch(null),
  reason: z.enum(REASONS).nullable().catch(null),
  /** of the sentences that the reason was chosen from */
  edition: z.literal(REASON_EDITIONS).nullable().catch(null),
  /** only answers with a comment */
  comments: z.boolean(),
});
type AnswerFilter = z.output<typeof answerFilterSchema>;

const answerSchema = z.object({
  id: z.string(),
  score: z.number().int(),
  reason: z.enum(REASONS).nullable(),
  /** of the sentences that the reason was chosen from */
  edition: z.literal(REASON_EDITIONS),
  comment: z.string().nullable(),
  source: z.enum(SOURCES),
  answeredAt: z.date(),
  /** Shopify's numeric ids; null where unknown */
  customer: z.string().nullable(),
  order: z.string().nullable(),
  /** #1001; null while the order has not been read */
  orderName: z.string().nullable(),
  voice: z.enum(VOICE_STATES).nullable(),
});

/** An answer as it is now, with its customer's stage now. */
export type ListedAnswer = z.output<typeof answerSchema> & { stage: Stage | null };

/** Answers of one page: each needs its customer's stage computed. */
const PAGE_SIZE = 20;

/** Answers that no list shows. */
const goneSchema = z.object({
  /** deleted by the merchant */
  deleted: z.number().int(),
  /** anonymous answers that are now counts */
  expired: z.number().int(),
});
type GoneAnswers = z.output<typeof goneSchema>;

interface AnswerList extends GoneAnswers {
  answers: ListedAnswer[];
  /** whether a reason was chosen from sentences of an earlier edition */
  earlier: boolean;
  /** that pass the filter */
  total: number;
  /** the page read, from 1, of `pages` */
  page: number;
  pages: number;
}

/** One page of a shop's answers, newest first; a page past the end is the last one. */
export async function answerList(
  shop: ShopId,
  filter: AnswerFilter,
  page: number,
): Promise<AnswerList> {
  const narrowed = where(filter);
  return await withShop(shop, async (tx) => {
    const { total, earlier } = await one(
      tx,
      z.object({ total: z.number().int(), earlier: z.boolean() }),
      sql`
      select count(*)::int as total, exists (
        select from survey_answers where shop_id = ${shop} and survey = 'nps'
          and reason is not null and reason_edition < ${REASON_EDITION}) as earlier
      from survey_answers given where shop_id = ${shop} and survey = 'nps' ${narrowed}`,
    );
    const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
    const read = Math.min(page, pages);
    const found = await newest(tx, shop, narrowed, PAGE_SIZE, (read - 1) * PAGE_SIZE);
    const answers = await staged(tx, shop, found);
    return { answers, total, earlier, page: read, pages, ...(await gone(tx, shop)) };
  });
}

async function gone(tx: Tx, shop: ShopId): Promise<GoneAnswers> {
  return await one(
    tx,
    goneSchema,
    sql`
    select (select count(*) from deleted_answers where shop_id = ${shop})::int as deleted,
      (select coalesce(sum(answers), 0) from survey_answer_counts where shop_id = ${shop} and survey = 'nps')::int as expired`,
  );
}

/** A shop's newest answers, newest first, without a filter; reads no others. */
export async function latestAnswers(tx: Tx, shop: ShopId, most: number): Promise<ListedAnswer[]> {
  return await staged(tx, shop, await newest(tx, shop, empty, most, 0));
}

/** By the index on (shop_id, answered_at); joins orders to the returned rows only. */
async function newest(tx: Tx, shop: ShopId, narrowed: Sql, most: number, from: number) {
  return await rows(
    tx,
    answerSchema,
    sql`
    select own.id::text, own.score::int, own.reason, own.reason_edition as edition, own.comment, own.source,
      own.answered_at as "answeredAt", ${WHOSE}::text as customer,
      own.order_id::text as "order", about.name as "orderName", own.voice_state as voice
    from (
      select * from survey_answers given where shop_id = ${shop} and survey = 'nps' ${narrowed}
      order by answered_at desc, id desc limit ${most} offset ${from}
    ) own ${aboutOrders(shop)}
    order by own.answered_at desc, own.id desc`,
  );
}

async function staged(
  tx: Tx,
  shop: ShopId,
  found: readonly z.output<typeof answerSchema>[],
): Promise<ListedAnswer[]> {
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

const GROUPS: Record<ScoreGroup, Sql> = {
  promoters: sql`and given.score >= ${FIRST_PROMOTER}`,
  passives: sql`and given.score > ${LAST_DETRACTOR} and given.score < ${FIRST_PROMOTER}`,
  detractors: sql`and given.score <= ${LAST_DETRACTOR}`,
};

function where({ group, source, reason, edition, comments }: AnswerFilter): Sql {
  return sql`
    ${group === null ? empty : GROUPS[group]}
    ${source === null ? empty : sql`and given.source = ${source}`}
    ${reason === null ? empty : sql`and given.reason = ${reason}`}
    ${reason === null || edition === null ? empty : sql`and given.reason_edition = ${edition}`}
    ${comments ? sql`and given.comment is not null` : empty}`;
}
