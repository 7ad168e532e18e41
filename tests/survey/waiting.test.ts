import { beforeEach, describe, expect, it } from 'vitest';
import { askQuestion, dismissQuestion, recordAnswer } from '../../app/survey/answer/answer.server';
import { shopIdSchema, sql, withShop, type ShopId, type Tx } from '../../app/store/db.server';
import { holdSnapshots } from '../../app/store/work/stale-snapshots';
import { adoptWaiting } from '../../app/store/survey/waiting-answers.server';
import { AWAITED_BY_NAME } from '../support/awaited';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { addOrder, answer, ask, dismissal, DOMAIN } from '../support/shops/survey-shop';
import { eventually } from '../support/eventually';

const db = await database();

let shop: ShopId;
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, answer_states, survey_views, survey_refusals, survey_waiting, survey_waiting_changes, survey_rates, dirty_days, dirty_customers, snapshots, snapshot_refreshes',
  );
  shop = shopIdSchema.parse(await addShop(db, DOMAIN));
});

const at = (minutes: number) => new Date(Date.UTC(2026, 9, 1, 12, minutes));
const NOW = at(60 * 24);
const WRONG = { number: 'GUESSED12' };
const count = async (table: string) => (await db.query(`select 1 from ${table}`)).length;
const nothingCounts = async () => {
  for (const table of ['answers', 'answer_changes', 'views', 'refusals'])
    expect(await count(`survey_${table}`)).toBe(0);
};
/** The step of an import after it has written orders. */
const adopt = async (tx?: Tx) => {
  const work = async (own: Tx) => {
    await holdSnapshots(own, shop);
    return await adoptWaiting(own, shop, NOW);
  };
  return tx === undefined ? await withShop(shop, work) : await work(tx);
};
const arrive = async (order: number, customer: number | null, number?: string | null) => {
  await addOrder(db, shop, order, customer, number);
  return await adopt();
};

describe('a message about an unknown order', () => {
  it('waits for each sender separately, counts nowhere, and only its sender sees it', async () => {
    await askQuestion(DOMAIN, ask(), { at: at(0) });
    await recordAnswer(DOMAIN, answer({ score: 9, comment: 'mine' }), { at: at(1) });
    await recordAnswer(DOMAIN, answer({ score: 0, ...WRONG }), { at: at(2) });
    await recordAnswer(DOMAIN, answer({ score: 5 }), { at: at(3), customer: '5' });
    await dismissQuestion(DOMAIN, dismissal({ number: 'OTHER' }), { at: at(4) });
    expect(await count('survey_waiting')).toBe(4);
    await nothingCounts();
    const seen = async (says: object, customer?: string) =>
      await askQuestion(DOMAIN, ask(says), { at: at(5), customer });
    expect(await seen({})).toMatchObject({
      why: 'answered',
      answered: { score: 9, changeableUntil: at(31).toISOString() },
    });
    expect(await seen(WRONG)).toMatchObject({ why: 'answered', answered: { score: 0 } });
    expect(await seen({}, '5')).toMatchObject({ why: 'answered', answered: { score: 5 } });
    expect(await seen({ number: 'OTHER' })).toEqual({
      ...{ ask: false, why: 'dismissed', answered: null },
    });
    expect(await seen({ number: 'YETANOTHER' })).toMatchObject({ ask: true, answered: null });
    expect(await seen({ number: null }, '6')).toMatchObject({ ask: true, answered: null });
  });

  it.each([
    ['takes back', '', [null, '']],
    ['replaces', 'Cold', [null, 'Cold']],
  ])(
    'loses the words that its signed-in buyer %s, in its history too',
    async (_, comment, kept) => {
      await recordAnswer(DOMAIN, answer({ score: 3, comment: 'words of the buyer' }), {
        at: at(1),
      });
      await recordAnswer(DOMAIN, answer({ score: 3, comment }), { at: at(3), customer: '5' });
      expect(await arrive(1, 5)).toMatchObject({ proved: 2 });
      const words = await db.query('select comment from survey_answer_changes order by at');
      expect(words.map((change) => change.comment)).toEqual(kept);
    },
  );

  it('can be changed within half an hour, once for each key', async () => {
    const first = answer({ score: 3, reason: 'product', comment: 'Cold', voice: true });
    const told = await recordAnswer(DOMAIN, first, { at: at(0) });
    expect(told).toEqual({ recorded: true, score: 3, changeableUntil: at(30).toISOString() });
    expect(await recordAnswer(DOMAIN, first, { at: at(40) })).toEqual(told);
    expect(await recordAnswer(DOMAIN, answer({ score: 8 }), { at: at(29) })).toMatchObject({
      ...{ recorded: true, score: 8, changeableUntil: at(30).toISOString() },
    });
    expect(await recordAnswer(DOMAIN, answer({ score: 1 }), { at: at(30) })).toEqual({
      ...{ recorded: false, why: 'closed', score: 8 },
    });
    const other = answer({ key: first.key, order: '2' });
    expect(await recordAnswer(DOMAIN, other, { at: at(1) })).toEqual({ refused: 'key_used' });
    expect(await count('survey_waiting')).toBe(1);
    expect(await count('survey_waiting_changes')).toBe(2);
  });

  it('becomes an answer with the edition of its reason, in its history too', async () => {
    await recordAnswer(DOMAIN, answer({ score: 2, reason: 'indifference' }), { at: at(0) });
    await recordAnswer(DOMAIN, answer({ score: 2, reason: 'indifference', edition: 2 }), {
      at: at(1),
    });
    await arrive(1, 5);
    const editions = 'select reason, reason_edition as edition from';
    expect(await db.query(`${editions} survey_answers`)).toEqual([
      { reason: 'indifference', edition: 2 },
    ]);
    expect(await db.query(`${editions} survey_answer_changes order by at`)).toEqual([
      { reason: 'indifference', edition: 1 },
      { reason: 'indifference', edition: 2 },
    ]);
  });

  it('sent many times at once waits once', async () => {
    const sent = answer();
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => recordAnswer(DOMAIN, sent, { at: at(0) })),
    );
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect([await count('survey_waiting'), await count('survey_waiting_changes')]).toEqual([1, 1]);
  });

  it('does not block the question about another order of its customer', async () => {
    await addOrder(db, shop, 2, 5);
    await askQuestion(DOMAIN, ask(), { at: at(0), customer: '5' });
    await recordAnswer(DOMAIN, answer(), { at: at(1), customer: '5' });
    expect(await askQuestion(DOMAIN, ask({ order: '2' }), { at: at(2) })).toMatchObject({
      ask: true,
    });
  });
});

describe('when the order comes', () => {
  it('a message with its number becomes its answer, with its content and time; the others are deleted', async () => {
    await db.query(
      `insert into snapshots (shop_id, as_of, numbers, computed_at)
       select $1, day, '{}', now() from unnest('{2026-10-01,2026-10-02,2026-11-01}'::date[]) day`,
      [shop],
    );
    await recordAnswer(DOMAIN, answer({ score: 0, ...WRONG }), { at: at(0) });
    await dismissQuestion(DOMAIN, dismissal(WRONG), { at: at(1) });
    await askQuestion(DOMAIN, ask(), { at: at(2) });
    await recordAnswer(DOMAIN, answer({ score: 3, reason: 'product' }), { at: at(3) });
    const words = { comment: 'よい香り', voice: true };
    await recordAnswer(DOMAIN, answer({ score: 9, ...words }), { at: at(4) });
    await recordAnswer(DOMAIN, answer({ score: 1 }), { at: at(5), customer: '6' });
    await recordAnswer(DOMAIN, answer({ order: '2' }), { at: at(6) });
    expect(await arrive(1, 5)).toEqual({ proved: 2, wrong: 1 });
    // another customer with the right number: the same buyer, with the latest words
    expect(await db.query('select * from survey_answers')).toMatchObject([
      {
        ...{ order_id: '1', customer_id: null, score: 1, comment: null },
        ...{ answered_at: at(3), changed_at: at(5), source: 'thank_you', language: 'en' },
      },
    ]);
    expect(await count('survey_answer_changes')).toBe(3);
    expect(
      await db.query('select order_id, source, shown_at, dismissed_at from survey_views'),
    ).toEqual([{ order_id: '1', source: 'thank_you', shown_at: at(2), dismissed_at: null }]);
    expect(await db.query('select order_id from survey_waiting')).toEqual([{ order_id: '2' }]);
    expect(await count('survey_waiting_changes')).toBe(1);
    expect(await db.query('select customer_id from dirty_customers')).toEqual([
      { customer_id: '5' },
    ]);
    expect(await db.query('select day::text from dirty_days')).toEqual([{ day: '2026-10-01' }]);
    expect(await db.query('select as_of::text from snapshots where stale order by 1')).toEqual([
      { as_of: '2026-10-02' },
    ]);
  });

  it('a message of its customer becomes its answer, and none of another one', async () => {
    const says = { number: null };
    await recordAnswer(DOMAIN, answer({ score: 2, ...says }), { at: at(0), customer: '6' });
    await recordAnswer(DOMAIN, answer({ score: 9, ...says }), { at: at(1), customer: '5' });
    expect(await arrive(1, 5, null)).toEqual({ proved: 1, wrong: 1 });
    expect(await db.query('select customer_id, score, answered_at from survey_answers')).toEqual([
      { customer_id: '5', score: 9, answered_at: at(1) },
    ]);
  });

  it('without a number, neither an empty one nor a guess proves it', async () => {
    await recordAnswer(DOMAIN, answer(WRONG), { at: at(0) });
    await recordAnswer(DOMAIN, answer({ number: null }), { at: at(0), customer: '7' });
    expect(await arrive(1, null, null)).toEqual({ proved: 0, wrong: 2 });
    await nothingCounts();
    expect([await count('survey_waiting'), await count('survey_waiting_changes')]).toEqual([0, 0]);
  });

  it('a dismissal stays one, and a change continues from the buyer’s last one', async () => {
    await dismissQuestion(DOMAIN, dismissal(), { at: at(0) });
    await recordAnswer(DOMAIN, answer({ order: '2', score: 4 }), { at: at(0) });
    for (const order of [1, 2]) await arrive(order, null);
    expect(await askQuestion(DOMAIN, ask(), { at: at(1) })).toMatchObject({ why: 'dismissed' });
    const change = answer({ order: '2', score: 7 });
    expect(await recordAnswer(DOMAIN, change, { at: at(29) })).toMatchObject({ recorded: true });
    expect(await recordAnswer(DOMAIN, answer({ order: '2' }), { at: at(30) })).toMatchObject({
      ...{ why: 'closed', score: 7 },
    });
  });

  it('an existing answer of the order stays', async () => {
    const linked = answer({ source: 'link', number: null, score: 10 });
    await recordAnswer(DOMAIN, linked, { at: at(0) });
    await recordAnswer(DOMAIN, answer({ score: 2 }), { at: at(1) });
    await arrive(1, null);
    expect(await db.query('select score from survey_answers')).toEqual([{ score: 10 }]);
    expect(await count('survey_waiting')).toBe(0);
  });
});

describe('a message and its order at the same time', () => {
  /** The order has another id until then. */
  const ARRIVES = sql`update orders set id = 1 where id = 999`;
  beforeEach(async () => {
    await addOrder(db, shop, 999, 5);
  });

  it('is proved at once if the order is written first', async () => {
    const sent = withShop(shop, async (tx) => {
      await holdSnapshots(tx, shop);
      const waits = recordAnswer(DOMAIN, answer(), { at: at(0), customer: '5' });
      await eventually(async () => {
        expect(await db.query(AWAITED_BY_NAME)).not.toEqual([]);
      });
      await tx.query(ARRIVES);
      await adopt(tx);
      return { waits };
    });
    const { waits } = await sent;
    expect(await waits).toMatchObject({ recorded: true });
    expect([await count('survey_answers'), await count('survey_waiting')]).toEqual([1, 0]);
  });

  it('is adopted if the message comes first and has not committed', async () => {
    const [row] = await db.query('select confirmation_key from shops');
    const keys = { confirmation: row?.confirmation_key ?? null, erasure: null };
    const { key } = answer();
    const told = { shop: DOMAIN, at: at(0), now: NOW, source: 'thank_you', order: '1', keys };
    const says = {
      customer: '5',
      key,
      sender: '01',
      score: 8,
      language: 'en',
      defaults: { askAgainAfterDays: 90 },
    };
    const message = await db.pool.connect();
    await message.query('begin');
    await message.query('select survey_answer($1)', [JSON.stringify({ ...told, ...says })]);
    const merged = withShop(shop, async (tx) => {
      await tx.query(ARRIVES);
      return await adopt(tx);
    });
    await eventually(async () => {
      expect(await db.query(AWAITED_BY_NAME)).not.toEqual([]);
    });
    await message.query('commit');
    message.release();
    expect(await merged).toEqual({ proved: 1, wrong: 0 });
    expect(await db.query('select score from survey_answers')).toEqual([{ score: 8 }]);
  });
});
