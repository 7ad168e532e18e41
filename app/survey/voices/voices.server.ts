import { z } from 'zod';
import { now } from '../../clock.server';
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
import { aboutOrders, VOICE_STATE, WHOSE } from '../../store/sql/answers';
import { SHOWN_VOICE_STATES } from '../../terms/voice-states';

const stateSchema = z.enum(SHOWN_VOICE_STATES);

/**
 * A comment whose writer agreed to its publication: `consented` until the merchant publishes or declines it,
 * `withdrawn` for good once the merchant takes it down: only the customer can agree again. A declined one may still be published.
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

/** The database's own ids. */
const ID = /^[1-9]\d{0,17}$/;

/** The states that have a list; those that wait come one at a time. */
export const LISTED_STATES = ['published', 'declined', 'withdrawn'] as const;
type ListedState = (typeof LISTED_STATES)[number];

/** Voices of one state on one page. */
const PAGE_SIZE = 20;

interface VoiceList {
  state: ListedState;
  /** newest first */
  voices: Voice[];
  page: number;
  /** whether there is a next page */
  more: boolean;
}

/** The one that waits for the merchant's decision, and how many wait. */
interface Waiting {
  /** null: none waits */
  voice: Voice | null;
  count: number;
}

/**
 * The voice to decide about with the newest of each state, or one page of one state.
 * @param asked null: the first page of every state
 * @param after the id of the voice that was put off: those received before it come first, then all of them again
 */
export async function readVoices(
  shop: ShopId,
  asked: { state: ListedState; page: number } | null = null,
  after: string | null = null,
): Promise<{ waiting: Waiting | null; lists: VoiceList[] }> {
  const wanted = asked === null ? LISTED_STATES.map((state) => ({ state, page: 1 })) : [asked];
  return await withShop(shop, async (tx) => {
    const lists: VoiceList[] = [];
    for (const { state, page } of wanted) {
      const found = await voicesOf(tx, shop, state, (page - 1) * PAGE_SIZE);
      const voices = found.slice(0, PAGE_SIZE);
      lists.push({ state, page, voices, more: found.length > PAGE_SIZE });
    }
    return { waiting: asked === null ? await nextWaiting(tx, shop, after) : null, lists };
  });
}

/** The last received first. */
async function nextWaiting(tx: Tx, shop: ShopId, after: string | null): Promise<Waiting> {
  const waits = sql`shop_id = ${shop} and voice_state = 'consented' and comment is not null`;
  const putOff = after !== null && ID.test(after) ? sql`(id >= ${after}::bigint),` : empty;
  const { count } = await one(
    tx,
    z.object({ count: z.number().int() }),
    sql`select count(*)::int as count from survey_answers where ${waits}`,
  );
  const [voice] = await voicesIn(
    tx,
    shop,
    sql`select * from survey_answers where ${waits} order by ${putOff} id desc limit 1`,
  );
  return { voice: voice ?? null, count };
}

const OF_STATE: Record<ListedState, Sql> = {
  published: sql`voice_state = 'published'`,
  declined: sql`voice_state = 'withdrawn' and declined_at is not null`,
  withdrawn: sql`voice_state = 'withdrawn' and declined_at is null`,
};

/** One row more than a page shows whether there is a next one. */
async function voicesOf(tx: Tx, shop: ShopId, state: ListedState, from: number): Promise<Voice[]> {
  return await voicesIn(
    tx,
    shop,
    sql`
    select * from survey_answers
    where shop_id = ${shop} and ${OF_STATE[state]} and comment is not null
    order by voice_at desc, id desc limit ${PAGE_SIZE + 1} offset ${from}`,
  );
}

/** The picked rows are limited before the join, so that an index serves them. */
async function voicesIn(tx: Tx, shop: ShopId, picked: Sql): Promise<Voice[]> {
  return await rows(
    tx,
    voiceSchema,
    sql`
    select own.id::text, score::int, comment, language, ${WHOSE}::text as customer,
      order_id::text as "order", about.name as "orderName", ${VOICE_STATE} as state, voice_at as at, rewarded
    from (${picked}) own ${aboutOrders(shop)}
    order by voice_at desc, own.id desc`,
  );
}

/** The new state of a voice; null: the shop has no voice of that id. */
export type VoiceOutcome = z.output<typeof stateSchema> | null;

/** Withdrawn for good. */
const IS_OVER = sql`(voice_state = 'withdrawn' and declined_at is null)`;

/**
 * Publishes a voice, also a declined one; on a published one it only changes `rewarded`. A withdrawn one stays withdrawn.
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
    voice_state = case when ${IS_OVER} then voice_state else 'published' end,
    voice_at = case when ${IS_OVER} or voice_state = 'published' then voice_at else ${now()}::timestamptz end,
    rewarded = case when ${IS_OVER} then rewarded else ${rewarded}::boolean end,
    declined_at = null`,
  );
}

/** Declines a voice that waits: it does not come back by itself. Another one stays as it is. */
export async function declineVoice(shop: ShopId, answer: string): Promise<VoiceOutcome> {
  return await changeVoice(
    shop,
    answer,
    sql`
    voice_state = case voice_state when 'consented' then 'withdrawn' else voice_state end,
    voice_at = case voice_state when 'consented' then ${now()}::timestamptz else voice_at end,
    declined_at = case voice_state when 'consented' then ${now()}::timestamptz else declined_at end`,
  );
}

/** Withdraws a voice, published or not. */
export async function withdrawVoice(shop: ShopId, answer: string): Promise<VoiceOutcome> {
  return await changeVoice(
    shop,
    answer,
    sql`
    voice_state = 'withdrawn',
    voice_at = case when ${IS_OVER} then voice_at else ${now()}::timestamptz end,
    declined_at = null`,
  );
}

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
      update survey_answers own set ${values}
      where shop_id = ${shop} and id = ${answer}::bigint and voice_state is not null and comment is not null
      returning ${VOICE_STATE} as state`,
    ),
  );
  return changed?.state ?? null;
}
