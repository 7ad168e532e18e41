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
import { REASONS } from '../../terms/reasons';
import { SOURCES } from '../../terms/sources';
import { FIRST_PROMOTER, LAST_DETRACTOR, SCORE_GROUPS, type ScoreGroup } from '../../terms/scores';
import { VOICE_STATES } from '../../terms/voice-states';

/** What a list of answers is narrowed to; null: not. */
export const answerFilterSchema = z.object({
  group: z.enum(SCORE_GROUPS).nullable().catch(null),
  source: z.enum(SOURCES).nullable().catch(null),
  reason: z.enum(REASONS).nullable().catch(null),
  /** only those with words */
  comments: z.boolean(),
});
type AnswerFilter = z.output<typeof answerFilterSchema>;

const answerSchema = z.object({
  id: z.string(),
  score: z.number().int(),
  reason: z.enum(REASONS).nullable(),
  comment: z.string().nullable(),
  source: z.enum(SOURCES),
  answeredAt: z.date(),
  /** Shopify's numeric ids; null where nobody is known */
  customer: z.string().nullable(),
  order: z.string().nullable(),
  /** #1001; null while the order has not been read */
  orderName: z.string().nullable(),
  voice: z.enum(VOICE_STATES).nullable(),
});

/** An answer as it stands now, with the stage that its customer stands on now. */
export type ListedAnswer = z.output<typeof answerSchema> & { stage: Stage | null };

/** Answers of one page; each one's customer has a stage to be worked out. */
const PAGE_SIZE = 20;

/** Answers that no list shows. */
const goneSchema = z.object({
  /** that the merchant has deleted */
  deleted: z.number().int(),
  /** anonymous ones that are counts by now */
  expired: z.number().int(),
});
type GoneAnswers = z.output<typeof goneSchema>;

interface AnswerList extends GoneAnswers {
  answers: ListedAnswer[];
  /** that the filter leaves */
  total: number;
  /** the page that was read, from 1, of `pages` */
  page: number;
  pages: number;
}

/** One page of a shop's answers, newest first; the last one where so many are not there. */
export async function answerList(
  shop: ShopId,
  filter: AnswerFilter,
  page: number,
): Promise<AnswerList> {
  const narrowed = where(filter);
  const { found, ...place } = await withShop(shop, async (tx) => {
    const { total } = await one(
      tx,
      z.object({ total: z.number().int() }),
      sql`
      select count(*)::int as total from survey_answers given
      where shop_id = ${shop} and survey = 'nps' ${narrowed}`,
    );
    const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
    const read = Math.min(page, pages);
    const found = await newest(tx, shop, narrowed, PAGE_SIZE, (read - 1) * PAGE_SIZE);
    return { found, total, page: read, pages, ...(await gone(tx, shop)) };
  });
  return { answers: await staged(shop, found), ...place };
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

/** A shop's newest answers, newest first, whatever they are; none of the others is read. */
export async function latestAnswers(shop: ShopId, most: number): Promise<ListedAnswer[]> {
  return await staged(shop, await withShop(shop, (tx) => newest(tx, shop, empty, most, 0)));
}

/** By the index on (shop_id, answered_at); only what is returned finds its order. */
async function newest(tx: Tx, shop: ShopId, narrowed: Sql, most: number, from: number) {
  return await rows(
    tx,
    answerSchema,
    sql`
    select own.id::text, own.score::int, own.reason, own.comment, own.source,
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
  shop: ShopId,
  found: readonly z.output<typeof answerSchema>[],
): Promise<ListedAnswer[]> {
  const stages = await customerStages(
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

function where({ group, source, reason, comments }: AnswerFilter): Sql {
  return sql`
    ${group === null ? empty : GROUPS[group]}
    ${source === null ? empty : sql`and given.source = ${source}`}
    ${reason === null ? empty : sql`and given.reason = ${reason}`}
    ${comments ? sql`and given.comment is not null` : empty}`;
}
