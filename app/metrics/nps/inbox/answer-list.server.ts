import { z } from 'zod';
import { filteredBy, isUnhappyAndOpen, type AnswerFilter } from './answer-filter';
import { answersIn, type ListedAnswer } from './listed-answer.server';
import { one, sql, withShop, type ShopId, type Tx } from '../../../store/db.server';
import { REASON_EDITION } from '../../../terms/reasons';
import { LAST_DETRACTOR } from '../../../terms/scores';

/** Answers of one page: each needs its customer's stage computed. */
const PAGE_SIZE = 20;

const goneSchema = z.object({
  /** deleted by the merchant */
  deleted: z.number().int(),
  /** anonymous answers that are now counts */
  expired: z.number().int(),
});

const countsSchema = z.object({
  /** that pass the filter */
  total: z.number().int(),
  /** whether a reason was chosen from sentences of an earlier edition */
  earlier: z.boolean(),
  /** answers of 0 to 6 by what the merchant has done about them, whatever the filter */
  unhappy: z.object({
    open: z.number().int(),
    inWork: z.number().int(),
    done: z.number().int(),
  }),
});

interface AnswerList extends z.output<typeof goneSchema>, z.output<typeof countsSchema> {
  answers: ListedAnswer[];
  /** the page read, from 1, of `pages` */
  page: number;
  pages: number;
}

/** One page of a shop's answers: unhappy ones that are open first, then the others, each newest first. A page past the end is the last one. */
export async function answerList(
  shop: ShopId,
  filter: AnswerFilter,
  page: number,
): Promise<AnswerList> {
  const narrowed = filteredBy(shop, filter);
  return await withShop(shop, async (tx) => {
    const counts = await one(
      tx,
      countsSchema,
      sql`
      select
        (select count(*) from survey_answers given where shop_id = ${shop} and survey = 'nps' ${narrowed})::int as total,
        exists (select from survey_answers where shop_id = ${shop} and survey = 'nps'
          and reason is not null and reason_edition < ${REASON_EDITION}) as earlier,
        (select jsonb_build_object('open', count(*) filter (where state is null),
            'inWork', count(*) filter (where state = 'inWork'), 'done', count(*) filter (where state = 'done'))
          from survey_answers given
          left join answer_states on answer_states.shop_id = ${shop} and answer_states.answer_id = given.id
          where given.shop_id = ${shop} and survey = 'nps' and score <= ${LAST_DETRACTOR}) as unhappy`,
    );
    const pages = Math.max(1, Math.ceil(counts.total / PAGE_SIZE));
    const read = Math.min(page, pages);
    const end = read * PAGE_SIZE;
    const first = isUnhappyAndOpen(shop);
    // two parts of one index each: one order by both would sort every answer of the shop
    const part = (place: 1 | 2) => sql`(
      select ${place}::int as part, given.* from survey_answers given
      where shop_id = ${shop} and survey = 'nps' ${narrowed} and ${place === 1 ? first : sql`not ${first}`}
      order by answered_at desc, id desc limit ${end})`;
    const answers = await answersIn(
      tx,
      shop,
      sql`
      select * from (${part(1)} union all ${part(2)}) parts
      order by part, answered_at desc, id desc limit ${PAGE_SIZE} offset ${end - PAGE_SIZE}`,
      sql`own.part, own.answered_at desc, own.id desc`,
    );
    return { answers, ...counts, page: read, pages, ...(await gone(tx, shop)) };
  });
}

/** Answers that no list shows. */
async function gone(tx: Tx, shop: ShopId): Promise<z.output<typeof goneSchema>> {
  return await one(
    tx,
    goneSchema,
    sql`
    select (select count(*) from deleted_answers where shop_id = ${shop})::int as deleted,
      (select coalesce(sum(answers), 0) from survey_answer_counts where shop_id = ${shop} and survey = 'nps')::int as expired`,
  );
}
