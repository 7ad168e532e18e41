import { beforeEach, describe, expect, it } from 'vitest';
import { recordAnswer } from '../../app/survey/answer/answer.server';
import {
  declineVoice,
  publishVoice,
  readVoices,
  withdrawVoice,
} from '../../app/survey/voices/voices.server';
import { type ShopId } from '../../app/store/db.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { addGuestOrders, addOrder, answer, DOMAIN } from '../support/shops/survey-shop';

const OTHER = 'other-shop.myshopify.com';
const db = await database();

let shop: ShopId;
let other: ShopId;
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, survey_waiting cascade',
  );
  shop = await addShop(db, DOMAIN);
  other = await addShop(db, OTHER);
  for (const of of [shop, other]) await addGuestOrders(db, of, 1, 2, 3, 4);
});

/** Answers about an order; @returns the answer's id */
async function says(
  order: string,
  what: { comment?: string; voice?: boolean; score?: number } = {},
  domain = DOMAIN,
): Promise<string> {
  await recordAnswer(domain, answer({ order, comment: 'よい香り', voice: true, ...what }));
  const [row] = await db.query(
    `select id::text from survey_answers where order_id = $1 and shop_id = (select id from shops where domain = $2)`,
    [order, domain],
  );
  return String(row?.id);
}
const listVoices = async (of: ShopId, asked?: Parameters<typeof readVoices>[1]) =>
  (await readVoices(of, asked)).lists;
const nextWaiting = async (of: ShopId, after?: string) => {
  const { waiting } = await readVoices(of, null, after);
  if (waiting === null) throw new Error('no list of those that wait');
  return waiting;
};
/** The testimonial that waits, and those on the first page of each other state. */
const voicesIn = async (of: ShopId) => {
  const { voice } = await nextWaiting(of);
  return [
    ...(voice === null ? [] : [voice]),
    ...(await listVoices(of)).flatMap(({ voices }) => voices),
  ];
};
const states = async () => {
  const rows = await db.query('select voice_state from survey_answers order by id');
  return rows.map(({ voice_state }) => voice_state);
};

describe('a testimonial', () => {
  it('gets consent, is published and withdrawn, and returns only on a new consent', async () => {
    const id = await says('1');
    expect(await publishVoice(shop, id, false)).toBe('published');
    expect(await withdrawVoice(shop, id)).toBe('withdrawn');
    expect(await publishVoice(shop, id, false)).toBe('withdrawn');
    expect(await states()).toEqual(['withdrawn']);
  });

  it('can be declined before its publication, does not wait again, and may still be published', async () => {
    const id = await says('1', { score: 2 });
    expect(await declineVoice(shop, id)).toBe('declined');
    expect(await nextWaiting(shop)).toEqual({ voice: null, count: 0 });
    expect((await listVoices(shop)).map(({ state, voices }) => [state, voices.length])).toEqual([
      ['published', 0],
      ['declined', 1],
      ['withdrawn', 0],
    ]);
    // the same words with the same consent once more
    await says('1', { score: 3 });
    expect((await voicesIn(shop))[0]).toMatchObject({ state: 'declined', score: 3 });
    expect(await publishVoice(shop, id, false)).toBe('published');
    expect(await declineVoice(shop, id)).toBe('published');
    expect(await withdrawVoice(shop, id)).toBe('withdrawn');
    expect(await declineVoice(shop, id)).toBe('withdrawn');
    expect(await publishVoice(shop, id, false)).toBe('withdrawn');
  });

  it('that was declined waits again with other words, and is withdrawn where its customer says no', async () => {
    const id = await says('1');
    await declineVoice(shop, id);
    await says('1', { comment: 'とてもよい香り' });
    expect((await nextWaiting(shop)).voice).toMatchObject({ id, comment: 'とてもよい香り' });
    await declineVoice(shop, id);
    await says('1', { comment: 'とてもよい香り', voice: false });
    expect((await voicesIn(shop))[0]).toMatchObject({ id, state: 'withdrawn' });
    expect(await publishVoice(shop, id, false)).toBe('withdrawn');
  });

  it('waits one at a time: those that were put off come last', async () => {
    const ids = [await says('1'), await says('2'), await says('3')];
    const next = async (after?: string) => (await nextWaiting(shop, after)).voice?.id;
    expect(await next()).toBe(ids[2]);
    expect(await next(ids[2])).toBe(ids[1]);
    expect(await next(ids[1])).toBe(ids[0]);
    expect(await next(ids[0])).toBe(ids[2]);
    await declineVoice(shop, ids[1] ?? '');
    expect(await next(ids[2])).toBe(ids[0]);
    expect((await nextWaiting(shop, "1' or true --")).voice?.id).toBe(ids[2]);
    expect((await nextWaiting(shop)).count).toBe(2);
    expect((await nextWaiting(other)).voice).toBeNull();
  });

  it('keeps the time of its state if it is published or withdrawn twice', async () => {
    const id = await says('1');
    const at = async () => (await voicesIn(shop))[0]?.at;
    await publishVoice(shop, id, false);
    const published = await at();
    await publishVoice(shop, id, true);
    expect(await at()).toEqual(published);
    expect((await voicesIn(shop))[0]).toMatchObject({ state: 'published', rewarded: true });
    await withdrawVoice(shop, id);
    const withdrawn = await at();
    await withdrawVoice(shop, id);
    expect(await at()).toEqual(withdrawn);
  });

  it('with a reward keeps that mark after it is withdrawn, whatever is sent later', async () => {
    const id = await says('1');
    await publishVoice(shop, id, true);
    await withdrawVoice(shop, id);
    await publishVoice(shop, id, false);
    expect((await voicesIn(shop))[0]).toMatchObject({ state: 'withdrawn', rewarded: true });
  });

  it('needs consent and words', async () => {
    const silent = await says('1', { voice: false });
    const wordless = await says('2');
    await db.query('update survey_answers set comment = null where id = $1', [wordless]);
    for (const id of [silent, wordless])
      for (const act of [
        publishVoice(shop, id, false),
        declineVoice(shop, id),
        withdrawVoice(shop, id),
      ])
        expect(await act).toBeNull();
    expect(await voicesIn(shop)).toEqual([]);
  });

  it.each(['0', '-1', '1e3', '', 'null', '9'.repeat(30), "1' or true --", '7777777'])(
    'of the id %j does not exist',
    async (id) => {
      await says('1');
      expect(await publishVoice(shop, id, true)).toBeNull();
      expect(await declineVoice(shop, id)).toBeNull();
      expect(await withdrawVoice(shop, id)).toBeNull();
      expect(await states()).toEqual(['consented']);
    },
  );

  it('of another shop does not exist', async () => {
    const id = await says('1', {}, OTHER);
    expect(await publishVoice(shop, id, true)).toBeNull();
    expect(await declineVoice(shop, id)).toBeNull();
    expect(await withdrawVoice(shop, id)).toBeNull();
    expect(await voicesIn(shop)).toEqual([]);
    expect(await states()).toEqual(['consented']);
    expect(await publishVoice(other, id, false)).toBe('published');
  });
});

describe('the testimonials of a shop', () => {
  it('have every score, newest first, with the customer of their order', async () => {
    await addOrder(db, shop, 2, 77);
    await says('1', { score: 10 });
    await says('2', { score: 0, comment: '返事がない' });
    await says('3', { voice: false });
    const { voice, count } = await nextWaiting(shop);
    expect(count).toBe(2);
    expect(voice).toMatchObject({
      ...{ score: 0, comment: '返事がない', customer: '77', order: '2', state: 'consented' },
    });
    expect((await nextWaiting(shop, voice?.id)).voice).toMatchObject({
      ...{ score: 10, customer: null, order: '1' },
    });
  });

  it('have separate pages for each state', async () => {
    await db.query(
      `insert into survey_answers (shop_id, source, order_id, score, comment, language, answered_at, changed_at, voice_state, voice_at)
      select $1, 'thank_you', n, 9, 'よい' || n, case when n % 2 = 0 then 'ja' else 'en' end, at, at,
        case when n <= 45 then 'published' else 'consented' end, at
      from generate_series(1, 50) n, lateral (select timestamptz '2026-01-01' + n * interval '1 hour' as at) t`,
      [shop],
    );
    const first = await listVoices(shop);
    expect(first.map(({ state, voices, more }) => [state, voices.length, more])).toEqual([
      ['published', 20, true],
      ['declined', 0, false],
      ['withdrawn', 0, false],
    ]);
    const pages = await Promise.all(
      [1, 2, 3, 4].map((page) => listVoices(shop, { state: 'published', page })),
    );
    const comments = pages.map(([list]) => list?.voices.map(({ comment }) => comment) ?? []);
    expect(comments.flat()).toEqual(Array.from({ length: 45 }, (_, n) => `よい${45 - n}`));
    expect(pages.map(([list]) => list?.more)).toEqual([true, true, false, false]);
    expect(first[0]?.voices[0]).toMatchObject({ language: 'en', orderName: null });
  });
});
