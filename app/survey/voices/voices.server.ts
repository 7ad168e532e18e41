import { z } from 'zod';
import { now } from '../../clock.server';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { aboutOrders, WHOSE } from '../../store/sql/answers';

export const VOICE_STATES = ['consented', 'published', 'withdrawn'] as const;
const stateSchema = z.enum(VOICE_STATES);
type VoiceState = z.output<typeof stateSchema>;

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
  /** #1001; null while the order has not been read */
  orderName: z.string().nullable(),
  /** in which he was asked, and is shown */
  language: z.enum(['ja', 'en']),
  state: stateSchema,
  /** since when it is in that state */
  at: z.date(),
  /** something was given for the words, which are then labelled */
  rewarded: z.boolean(),
});
type Voice = z.output<typeof voiceSchema>;

/** Voices of one state on one page. */
const PAGE_SIZE = 20;

interface VoiceList {
  state: VoiceState;
  /** newest first */
  voices: Voice[];
  page: number;
  /** older ones are on the next page */
  more: boolean;
}

/**
 * The newest voices of each state, or one page of one state's.
 * @param asked null: the first page of every state
 */
export async function voicesOf(
  shop: ShopId,
  asked: { state: VoiceState; page: number } | null = null,
): Promise<VoiceList[]> {
  const lists = asked === null ? VOICE_STATES.map((state) => ({ state, page: 1 })) : [asked];
  return await withShop(shop, async (tx) => {
    const read: VoiceList[] = [];
    for (const { state, page } of lists) {
      const found = await newest(tx, shop, state, (page - 1) * PAGE_SIZE);
      const voices = found.slice(0, PAGE_SIZE);
      read.push({ state, page, voices, more: found.length > PAGE_SIZE });
    }
    return read;
  });
}

/** By the index of voices; one more than a page, and only these find their orders. */
async function newest(tx: Tx, shop: ShopId, state: VoiceState, from: number): Promise<Voice[]> {
  return await rows(
    tx,
    voiceSchema,
    sql`
    select own.id::text, score::int, comment, language, ${WHOSE}::text as customer,
      order_id::text as "order", about.name as "orderName", voice_state as state, voice_at as at, rewarded
    from (
      select * from survey_answers
      where shop_id = ${shop} and voice_state = ${state} and comment is not null
      order by voice_at desc, id desc limit ${PAGE_SIZE + 1} offset ${from}
    ) own ${aboutOrders(shop)}
    order by voice_at desc, own.id desc`,
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
