import { z } from 'zod';
import { now } from '../clock.server';
import { rows, sql, withShop, type ShopId } from '../store/db.server';
import { answersOf } from '../store/sql/answers';

const stateSchema = z.enum(['consented', 'published', 'withdrawn']);

/**
 * Words whose writer has agreed to their publication: `consented` until the merchant publishes them,
 * `withdrawn` once he takes them down, for good: only the customer can agree anew.
 */
const voiceSchema = z.object({
  id: z.string(),
  score: z.number().int(),
  comment: z.string(),
  /** Shopify's numeric ids; null where nobody is known */
  customer: z.string().nullable(),
  order: z.string().nullable(),
  state: stateSchema,
  /** since when it is in that state */
  at: z.date(),
  /** something was given for the words, which are then labelled */
  rewarded: z.boolean(),
});
export type Voice = z.output<typeof voiceSchema>;

/** Voices of each state that are read; older ones stand in the list of answers. */
const MOST = 100;

/** The newest voices of each state, newest first. */
export async function voicesOf(shop: ShopId): Promise<Voice[]> {
  return await withShop(shop, (tx) =>
    rows(
      tx,
      voiceSchema,
      sql`
      select id::text, score::int, comment, customer_id::text as customer, order_id::text as "order",
        voice_state as state, voice_at as at, rewarded
      from (
        select given.*, voice_state, voice_at, rewarded,
          row_number() over (partition by voice_state order by voice_at desc, given.id desc) as place
        from ${answersOf(shop)}
        join survey_answers voiced on voiced.shop_id = ${shop} and voiced.id = given.id
        where voice_state is not null and voiced.comment is not null
      ) voice
      where place <= ${MOST} order by voice_at desc, id desc`,
    ),
  );
}

/** What became of a voice; null: there is none of that id in this shop, agreed to and with words. */
export type VoiceOutcome = z.output<typeof stateSchema> | null;

/**
 * Publishes words that were agreed to; of published ones it says anew whether they were rewarded. Those
 * that were withdrawn stay so.
 * @param answer its id, as a page has sent it
 */
export async function publishVoice(
  shop: ShopId,
  answer: string,
  rewarded: boolean,
): Promise<VoiceOutcome> {
  return await change(
    shop,
    answer,
    sql`
    voice_state = case voice_state when 'withdrawn' then voice_state else 'published' end,
    voice_at = case voice_state when 'consented' then ${now()}::timestamptz else voice_at end,
    rewarded = case voice_state when 'withdrawn' then rewarded else ${rewarded}::boolean end`,
  );
}

/** Takes words down, published or not. */
export async function withdrawVoice(shop: ShopId, answer: string): Promise<VoiceOutcome> {
  return await change(
    shop,
    answer,
    sql`
    voice_state = 'withdrawn',
    voice_at = case voice_state when 'withdrawn' then voice_at else ${now()}::timestamptz end`,
  );
}

/** An id as the database counts them; anything else is nobody's. */
const ID = /^[1-9]\d{0,17}$/;

async function change(
  shop: ShopId,
  answer: string,
  values: ReturnType<typeof sql>,
): Promise<VoiceOutcome> {
  if (!ID.test(answer)) return null;
  const [changed] = await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({ state: stateSchema }),
      sql`
      update survey_answers set ${values}
      where shop_id = ${shop} and id = ${answer}::bigint and voice_state is not null and comment is not null
      returning voice_state as state`,
    ),
  );
  return changed?.state ?? null;
}
