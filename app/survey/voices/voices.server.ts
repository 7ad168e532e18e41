import { z } from 'zod';
import { now } from '../../clock.server';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { aboutOrders, WHOSE } from '../../store/sql/answers';
import { VOICE_STATES, type VoiceState } from '../../terms/voice-states';

const stateSchema = z.enum(VOICE_STATES);

/**
 * A comment whose writer agreed to its publication: `consented` until the merchant publishes it,
 * `withdrawn` for good once the merchant takes it down: only the customer can agree again.
 */
const voiceSchema = z.object({
  id: z.string(),
  score: z.number().int(),
  comment: z.string(),
  /** Shopify's numeric ids; null where unknown */
  customer: z.string().nullable(),
  order: z.string().nullable(),
  /** #1001; null while the order has not been read */
  orderName: z.string().nullable(),
  /** of the question */
  language: z.enum(['ja', 'en']),
  state: stateSchema,
  /** when the state began */
  at: z.date(),
  /** the writer was rewarded: the comment is shown with a label */
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
  /** whether there is a next page */
  more: boolean;
}

/**
 * The newest voices of each state, or one page of one state.
 * @param asked null: the first page of every state
 */
export async function listVoices(
  shop: ShopId,
  asked: { state: VoiceState; page: number } | null = null,
): Promise<VoiceList[]> {
  const lists = asked === null ? VOICE_STATES.map((state) => ({ state, page: 1 })) : [asked];
  return await withShop(shop, async (tx) => {
    const read: VoiceList[] = [];
    for (const { state, page } of lists) {
      const found = await readVoices(tx, shop, state, (page - 1) * PAGE_SIZE);
      const voices = found.slice(0, PAGE_SIZE);
      read.push({ state, page, voices, more: found.length > PAGE_SIZE });
    }
    return read;
  });
}

/** One row more than a page shows whether there is a next one. The limit comes before the join, so that the index serves it. */
async function readVoices(tx: Tx, shop: ShopId, state: VoiceState, from: number): Promise<Voice[]> {
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

/** The new state of a voice; null: the shop has no voice of that id. */
export type VoiceOutcome = z.output<typeof stateSchema> | null;

/**
 * Publishes a voice; on a published one it only changes `rewarded`. A withdrawn one stays withdrawn.
 * @param answer its id, as a page sends it
 */
export async function publishVoice(
  shop: ShopId,
  answer: string,
  rewarded: boolean,
): Promise<VoiceOutcome> {
  return await changeVoice(
    shop,
    answer,
    sql`
    voice_state = case voice_state when 'withdrawn' then voice_state else 'published' end,
    voice_at = case voice_state when 'consented' then ${now()}::timestamptz else voice_at end,
    rewarded = case voice_state when 'withdrawn' then rewarded else ${rewarded}::boolean end`,
  );
}

/** Withdraws a voice, published or not. */
export async function withdrawVoice(shop: ShopId, answer: string): Promise<VoiceOutcome> {
  return await changeVoice(
    shop,
    answer,
    sql`
    voice_state = 'withdrawn',
    voice_at = case voice_state when 'withdrawn' then voice_at else ${now()}::timestamptz end`,
  );
}

/** The database's own ids. */
const ID = /^[1-9]\d{0,17}$/;

async function changeVoice(
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
