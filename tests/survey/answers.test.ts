import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { askQuestion, dismissQuestion, recordAnswer } from '../../app/survey/answer/answer.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import {
  addGuestOrders,
  addOrder,
  answer,
  ask,
  dismissal,
  DOMAIN,
} from '../support/shops/survey-shop';
import { AWAITED_BY_NAME } from '../support/awaited';
import { eventually } from '../support/eventually';

const OTHER = 'other-shop.myshopify.com';
const VISITOR = randomUUID();
const db = await database();

let shop = 0;
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, answer_states, survey_views, survey_refusals, survey_waiting, survey_waiting_changes, survey_rates, dirty_days, dirty_customers, snapshot_refreshes, snapshots, erased_ids, erasure_keys',
  );
  shop = await addShop(db, DOMAIN);
  await addGuestOrders(db, shop, 1, 2, 3, 77);
});

const at = (minutes: number) => new Date(Date.UTC(2026, 9, 1, 12, minutes));
const inDays = (days: number) => at(days * 24 * 60);
const count = async (table: string) => (await db.query(`select 1 from ${table}`)).length;
const stored = async () =>
  await db.query(
    'select source, order_id, customer_id, score, reason, comment, voice_state from survey_answers order by id',
  );

describe('an answer', () => {
  it('is stored with its order, place and time, and can be changed for half an hour', async () => {
    const reply = await recordAnswer(DOMAIN, answer({ score: 0 }), { at: at(0) });
    expect(reply).toEqual({
      recorded: true,
      score: 0,
      changeableUntil: at(30).toISOString(),
    });
    expect(await db.query('select * from survey_answers')).toMatchObject([
      {
        ...{ shop_id: shop, survey: 'nps', source: 'thank_you', order_id: '1', score: 0 },
        ...{ language: 'en', answered_at: at(0), changed_at: at(0), rewarded: false },
      },
    ]);
  });

  it('sent again with its key is recorded once, with the same reply', async () => {
    const sent = answer({ score: 8, comment: 'Good tea' });
    const first = await recordAnswer(DOMAIN, sent, { at: at(0) });
    const second = await recordAnswer(DOMAIN, sent, { at: at(45) });
    expect(second).toEqual(first);
    expect([await count('survey_answers'), await count('survey_answer_changes')]).toEqual([1, 1]);
  });

  it('sent many times at once is recorded once', async () => {
    const sent = answer();
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => recordAnswer(DOMAIN, sent, { at: at(0) })),
    );
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect([await count('survey_answers'), await count('survey_answer_changes')]).toEqual([1, 1]);
  });

  it('of one order with many keys at once is one answer, with every change kept', async () => {
    await Promise.all(
      Array.from({ length: 11 }, (_, score) =>
        recordAnswer(DOMAIN, answer({ score }), { at: at(0) }),
      ),
    );
    expect([await count('survey_answers'), await count('survey_answer_changes')]).toEqual([1, 11]);
  });

  it('is changed within half an hour and not after, and every change is kept', async () => {
    await recordAnswer(DOMAIN, answer({ score: 3, reason: 'product' }), { at: at(0) });
    await recordAnswer(DOMAIN, answer({ score: 3, comment: 'Cold' }), { at: at(10) });
    expect(await stored()).toMatchObject([{ score: 3, reason: 'product', comment: 'Cold' }]);
    const late = await recordAnswer(DOMAIN, answer({ score: 9 }), { at: at(29) });
    expect(late).toMatchObject({ recorded: true, changeableUntil: at(30).toISOString() });
    // a reason is one of 0 to 6
    expect(await stored()).toMatchObject([{ score: 9, reason: null, comment: 'Cold' }]);
    const closed = await recordAnswer(DOMAIN, answer({ score: 1 }), { at: at(30) });
    expect(closed).toEqual({ recorded: false, why: 'closed', score: 9 });
    const changes = await db.query('select score, comment from survey_answer_changes order by at');
    expect(changes).toEqual([
      { score: 3, comment: null },
      { score: 3, comment: 'Cold' },
      { score: 9, comment: null },
    ]);
  });

  it('by the number of an order is one, whatever id Shopify gives the order', async () => {
    await recordAnswer(DOMAIN, answer({ order: 'gid://shopify/OrderIdentity/77' }));
    await recordAnswer(DOMAIN, answer({ order: 'gid://shopify/Order/77', source: 'order_status' }));
    await recordAnswer(DOMAIN, answer({ order: '77' }));
    expect(await stored()).toMatchObject([{ order_id: '77' }]);
  });

  it('of the same number in another shop is another answer', async () => {
    await addGuestOrders(db, await addShop(db, OTHER), 1);
    await recordAnswer(DOMAIN, answer({ score: 10 }));
    await recordAnswer(OTHER, answer({ score: 1 }));
    expect(await stored()).toMatchObject([{ score: 10 }, { score: 1 }]);
  });

  it('with a key of another order is refused', async () => {
    const sent = answer();
    await recordAnswer(DOMAIN, sent);
    const limits = [{ who: 'order:2', most: 2 }];
    const other = answer({ order: '2', key: sent.key });
    const again = () => recordAnswer(DOMAIN, other, { limits });
    expect(await again()).toEqual({ refused: 'key_used' });
    expect([await count('survey_answers'), await count('survey_views')]).toEqual([1, 1]);
    // and counts like every other message
    await again();
    expect(await again()).toMatchObject({ refused: 'too_many' });
  });

  it('with a long wait for a lock gets a Retry-After, and nothing of it is kept', async () => {
    const { holdSnapshots } = await import('../../app/store/work/stale-snapshots');
    const { withShop, shopIdSchema } = await import('../../app/store/db.server');
    const id = shopIdSchema.parse(shop);
    const sent = answer();
    await withShop(id, async (tx) => {
      await holdSnapshots(tx, id);
      const busy = { refused: 'busy', retryAfterSeconds: 2 };
      const replies = [recordAnswer(DOMAIN, sent), askQuestion(DOMAIN, ask())];
      expect(await Promise.all(replies)).toEqual([busy, busy]);
    });
    expect([await count('survey_answers'), await count('survey_views')]).toEqual([0, 0]);
    expect(await recordAnswer(DOMAIN, sent)).toMatchObject({ recorded: true });
  });

  it('of an anonymous visitor is one for good, and does not identify the browser', async () => {
    const from = { source: 'storefront', order: undefined, visitor: VISITOR } as const;
    await recordAnswer(DOMAIN, answer({ ...from, score: 4 }), { at: at(0) });
    const later = await recordAnswer(DOMAIN, answer({ ...from, score: 5 }), { at: inDays(400) });
    expect(later).toEqual({ recorded: false, why: 'closed', score: 4 });
    const [row] = await db.query('select visitor from survey_answers');
    expect(row?.visitor).toMatch(/^[\w-]{43}$/);
    await addShop(db, OTHER);
    await recordAnswer(OTHER, answer(from));
    expect(await db.query('select distinct visitor from survey_answers')).toHaveLength(2);
  });

  it('of a customer without an order is one until the customer may be asked again', async () => {
    const of = (score: number, days: number) =>
      recordAnswer(DOMAIN, answer({ source: 'storefront', order: undefined, score }), {
        customer: '5',
        at: inDays(days),
      });
    await of(4, 0);
    expect(await of(5, 80)).toEqual({ recorded: false, why: 'closed', score: 4 });
    expect(await of(6, 91)).toMatchObject({ recorded: true });
    expect(await stored()).toMatchObject([{ score: 4 }, { score: 6 }]);
  });

  it.each([
    ['1', 'survey_answers'],
    ['701', 'survey_waiting'],
  ])('keeps its reason up to a score of 6: order %s in %s', async (order, table) => {
    const reasonOf = async (score: number, reason?: 'product') => {
      await recordAnswer(DOMAIN, answer({ order, score, reason }), { at: at(0) });
      return (await db.query(`select reason from ${table}`))[0]?.reason;
    };
    expect(await reasonOf(6, 'product')).toBe('product');
    expect(await reasonOf(6)).toBe('product');
    expect(await reasonOf(7, 'product')).toBeNull();
    expect(await reasonOf(6)).toBeNull();
    expect(await reasonOf(6, 'product')).toBe('product');
  });

  it.each([
    ['1', 'survey_answers', 'survey_answer_changes'],
    ['701', 'survey_waiting', 'survey_waiting_changes'],
  ])(
    'keeps the edition of its reason with the reason: order %s in %s',
    async (order, table, changes) => {
      const send = async (says: Parameters<typeof answer>[0]) => {
        await recordAnswer(DOMAIN, answer({ order, score: 3, ...says }), { at: at(0) });
        const [row] = await db.query(`select reason, reason_edition as edition from ${table}`);
        return [row?.reason, row?.edition];
      };
      // a page of before names no edition
      expect(await send({ reason: 'indifference' })).toEqual(['indifference', 1]);
      expect(await send({ reason: 'product', edition: 2 })).toEqual(['product', 2]);
      // words alone leave the reason, and its edition
      expect(await send({ comment: 'Cold' })).toEqual(['product', 2]);
      expect(await send({ reason: 'other' })).toEqual(['other', 1]);
      expect(
        await db.query(
          `select reason, reason_edition as edition from ${changes} where reason is not null`,
        ),
      ).toEqual(
        expect.arrayContaining([
          { reason: 'indifference', edition: 1 },
          { reason: 'product', edition: 2 },
          { reason: 'other', edition: 1 },
        ]),
      );
    },
  );

  it('keeps consent for the exact words alone', async () => {
    const say = async (says: Parameters<typeof answer>[0]) => {
      await recordAnswer(DOMAIN, answer(says), { at: at(0) });
      return (await stored())[0]?.voice_state;
    };
    expect(await say({ voice: true })).toBeNull();
    expect(await say({ comment: 'Lovely', voice: true })).toBe('consented');
    expect(await say({ score: 10 })).toBe('consented');
    expect(await say({ comment: 'Lovely, and cheap' })).toBe('withdrawn');
    expect(await say({ voice: true })).toBe('consented');
    expect(await say({ voice: false })).toBe('withdrawn');
    await db.query(`update survey_answers set voice_state = 'published'`);
    expect(await say({ comment: 'Lovely, and cheap', voice: true })).toBe('published');
    expect(await say({ comment: '' })).toBe('withdrawn');
    // there are no words to consent to
    expect(await say({ voice: true })).toBe('withdrawn');
    expect(await stored()).toMatchObject([{ comment: null }]);
  });
});

describe('the effect of an answer', () => {
  const jobs = () =>
    db.query('select key from graphile_worker.jobs order by id') as Promise<{ key: string }[]>;

  it('is a dirty customer and day, and one refresh for all answers', async () => {
    await addOrder(db, shop, 1, 5);
    await Promise.all(
      Array.from({ length: 20 }, (_, order) =>
        recordAnswer(DOMAIN, answer({ order: String(order + 1) }), { at: at(180) }),
      ),
    );
    expect(await db.query('select distinct customer_id from dirty_customers')).toEqual([
      { customer_id: '5' },
    ]);
    // 15:00 in London is the next day in Tokyo
    expect(await db.query('select distinct day::text from dirty_days')).toEqual([
      { day: '2026-10-02' },
    ]);
    expect(await jobs()).toEqual([{ key: `snapshot.refresh:${shop}` }]);
    expect(
      await db.query('select requested_at is not null as asked from snapshot_refreshes'),
    ).toEqual([{ asked: true }]);
  });

  it('is a new refresh if the last one has begun', async () => {
    await recordAnswer(DOMAIN, answer());
    const { beginRefresh } = await import('../../app/queue/snapshot-refresh.server');
    const { withShop, shopIdSchema } = await import('../../app/store/db.server');
    const id = shopIdSchema.parse(shop);
    await db.query(`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'me'`);
    expect(await withShop(id, (tx) => beginRefresh(tx, id))).toBe(true);
    await recordAnswer(DOMAIN, answer({ order: '2' }));
    expect((await jobs()).map(({ key }) => key)).toContain(`snapshot.refresh:${shop}`);
    expect(
      await db.query('select requested_at is not null as asked from snapshot_refreshes'),
    ).toEqual([{ asked: true }]);
  });

  it('is that kept days after it are stale', async () => {
    await db.query(
      `insert into snapshots (shop_id, as_of, numbers, computed_at)
       select $1, day, '{}', now() from unnest('{2026-10-01,2026-10-02,2026-11-01}'::date[]) day`,
      [shop],
    );
    await recordAnswer(DOMAIN, answer(), { at: at(0) });
    expect(await db.query('select as_of::text from snapshots where stale order by as_of')).toEqual([
      { as_of: '2026-10-02' },
      { as_of: '2026-11-01' },
    ]);
  });
});

describe('a question', () => {
  it('is shown for an order until it is answered, and counted once', async () => {
    for (const minutes of [0, 1, 2]) {
      const asked = await askQuestion(DOMAIN, ask(), { at: at(minutes) });
      expect(asked).toMatchObject({ ask: true, answered: null, wording: null, shareUrl: null });
    }
    await askQuestion(DOMAIN, ask({ source: 'order_status' }), { at: at(3) });
    expect(await db.query('select source, shown_at from survey_views')).toEqual([
      { source: 'thank_you', shown_at: at(0) },
    ]);
    await recordAnswer(DOMAIN, answer({ score: 7 }), { at: at(4) });
    expect(await askQuestion(DOMAIN, ask(), { at: at(5) })).toMatchObject({
      ask: false,
      why: 'answered',
      answered: { score: 7, changeableUntil: at(34).toISOString() },
    });
  });

  it('has the merchant’s own words and follow-up questions', async () => {
    await db.query(`update shops set settings = $1`, [
      {
        survey: {
          questions: { ja: 'どうでしたか' },
          followUps: { share: false, improve: true, reason: true, voice: true },
          shareUrl: 'https://tea.example/share',
        },
      },
    ]);
    expect(await askQuestion(DOMAIN, ask({ language: 'ja-JP' }))).toMatchObject({
      wording: { question: 'どうでしたか', thanks: null },
      followUps: { share: false },
      shareUrl: 'https://tea.example/share',
    });
    expect(await askQuestion(DOMAIN, ask({ language: 'fr' }))).toMatchObject({ wording: null });
  });

  it('is not shown again after it is dismissed, which is not an answer', async () => {
    await askQuestion(DOMAIN, ask(), { at: at(0) });
    expect(await dismissQuestion(DOMAIN, dismissal(), { at: at(1) })).toEqual({ dismissed: true });
    const again = await askQuestion(DOMAIN, ask(), { at: at(2) });
    expect(again).toEqual({ ask: false, why: 'dismissed', answered: null });
    await dismissQuestion(DOMAIN, dismissal(), { at: at(3) });
    expect(await db.query('select dismissed_at from survey_views')).toEqual([
      { dismissed_at: at(1) },
    ]);
    expect(await count('survey_answers')).toBe(0);
  });

  it('is shown to a customer without an order ninety days after they dismissed it', async () => {
    const from = { source: 'storefront', order: undefined } as const;
    const asked = async (days: number) =>
      await askQuestion(DOMAIN, ask(from), { customer: '5', at: inDays(days) });
    await dismissQuestion(DOMAIN, dismissal(from), { customer: '5', at: inDays(0) });
    expect(await asked(89)).toMatchObject({ ask: false, why: 'dismissed' });
    expect(await asked(91)).toMatchObject({ ask: true });
  });

  it('is shown to a customer once in ninety days, or by the setting', async () => {
    await addOrder(db, shop, 1, 5);
    await addOrder(db, shop, 2, 5);
    const asked = async (order: string, days: number) =>
      await askQuestion(DOMAIN, ask({ order }), { at: inDays(days) });
    expect(await asked('1', 0)).toMatchObject({ ask: true });
    expect(await asked('2', 89)).toEqual({ ask: false, why: 'asked_lately', answered: null });
    expect(await asked('2', 91)).toMatchObject({ ask: true });
    await addOrder(db, shop, 3, 5);
    await db.query(`update shops set settings = '{"survey": {"askAgainAfterDays": 7}}'`);
    expect(await asked('3', 97)).toMatchObject({ why: 'asked_lately' });
    expect(await asked('3', 99)).toMatchObject({ ask: true });
  });

  it('records once the reason for which it is not shown', async () => {
    for (const order of [1, 2, 3]) await addOrder(db, shop, order, 5);
    await askQuestion(DOMAIN, ask(), { at: at(0) });
    const on = (source: 'storefront' | 'order_status', order?: string) =>
      askQuestion(DOMAIN, ask({ source, order }), { customer: '5', at: at(1) });
    expect(await on('storefront')).toMatchObject({ why: 'asked_lately' });
    expect(await on('storefront')).toMatchObject({ why: 'asked_lately' });
    await db.query(`update shops set settings = '{"survey": {"onOrderStatus": false}}'`);
    expect(await on('order_status', '2')).toMatchObject({ why: 'off' });
    await db.query(`update shops set settings = '{"survey": {"enabled": false}}'`);
    expect(await on('order_status', '3')).toMatchObject({ why: 'off' });
    expect(
      await db.query('select why, order_id, customer_id from survey_refusals order by id'),
    ).toEqual([
      { why: 'asked_lately', order_id: null, customer_id: '5' },
      { why: 'off', order_id: '2', customer_id: '5' },
      { why: 'off', order_id: '3', customer_id: '5' },
    ]);
    expect(await count('survey_views')).toBe(1);
  });

  it('refuses an unasked answer of a customer who was asked lately', async () => {
    await addOrder(db, shop, 1, 5);
    await addOrder(db, shop, 2, 5);
    await recordAnswer(DOMAIN, answer({ order: '1' }), { at: at(0) });
    const reply = await recordAnswer(DOMAIN, answer({ order: '2' }), { at: at(1) });
    expect(reply).toEqual({ recorded: false, why: 'asked_lately' });
    expect(await db.query('select why, order_id from survey_refusals')).toEqual([
      { why: 'asked_lately', order_id: '2' },
    ]);
    // an answer whose question came before the order was known is accepted
    await askQuestion(DOMAIN, ask({ order: '3' }), { at: at(2) });
    await addOrder(db, shop, 3, 5);
    expect(await recordAnswer(DOMAIN, answer({ order: '3' }), { at: at(3) })).toMatchObject({
      recorded: true,
    });
  });

  it('of a signed link is shown, and its answer recorded, if its customer was asked lately', async () => {
    for (const order of [1, 2]) await addOrder(db, shop, order, 5);
    await askQuestion(DOMAIN, ask({ order: '1' }), { at: at(0) });
    const link = { order: '2', source: 'link' } as const;
    expect(await askQuestion(DOMAIN, ask(link), { at: at(1) })).toMatchObject({ ask: true });
    // what opens a mail's links is no view: the answer is
    expect(await count('survey_views')).toBe(1);
    expect(await recordAnswer(DOMAIN, answer(link), { at: at(2) })).toMatchObject({
      recorded: true,
    });
    expect(await count('survey_views')).toBe(2);
    // a link is opened on purpose, after a dismissal too
    await dismissQuestion(DOMAIN, dismissal({ order: '1' }), { at: at(3) });
    expect(await askQuestion(DOMAIN, ask({ ...link, order: '1' }), { at: at(4) })).toMatchObject({
      ask: true,
    });
  });

  it('of an order that never comes is deleted after a week', async () => {
    const about = ask({ order: '50' });
    await askQuestion(DOMAIN, about, { at: at(0) });
    expect(await askQuestion(DOMAIN, about, { at: inDays(8) })).toMatchObject({
      why: 'order_unknown_too_long',
    });
    await addOrder(db, shop, 50, 5);
    expect(await askQuestion(DOMAIN, about, { at: inDays(8) })).toMatchObject({ ask: true });
  });
});

describe('a shop', () => {
  it.each([
    ['that is unknown', ''],
    ['that has uninstalled', 'update shops set uninstalled_at = now()'],
  ])('%s is refused', async (_, change) => {
    if (change) await db.query(change);
    const domain = change ? DOMAIN : 'nobody.myshopify.com';
    const refused = { refused: 'unauthorized' };
    expect(await recordAnswer(domain, answer())).toEqual(refused);
    expect(await askQuestion(domain, ask())).toEqual(refused);
    expect(await dismissQuestion(domain, dismissal())).toEqual(refused);
    expect([await count('survey_answers'), await count('survey_views')]).toEqual([0, 0]);
  });
});

describe('an erased customer', () => {
  it('is not asked, and no message about an order of theirs is kept', async () => {
    const { rememberErased } = await import('../../app/store/secrets/erased-ids.server');
    const { withShop, shopIdSchema } = await import('../../app/store/db.server');
    const id = shopIdSchema.parse(shop);
    await withShop(id, (tx) => rememberErased(tx, id, { customers: ['5'], orders: ['1'] }));
    const off = { ask: false, why: 'off', answered: null };
    expect(await askQuestion(DOMAIN, ask())).toEqual(off);
    expect(await recordAnswer(DOMAIN, answer())).toEqual({ recorded: false, why: 'off' });
    expect(await recordAnswer(DOMAIN, answer({ order: '2' }), { customer: '5' })).toEqual({
      recorded: false,
      why: 'off',
    });
    expect(await dismissQuestion(DOMAIN, dismissal())).toEqual({ dismissed: true });
    for (const table of ['answers', 'answer_changes', 'views', 'refusals'])
      expect(await count(`survey_${table}`)).toBe(0);
    expect(await recordAnswer(DOMAIN, answer({ order: '2' }))).toMatchObject({ recorded: true });
  });

  it('leaves no row of an answer that is under way during the erasure', async () => {
    const { rememberErased } = await import('../../app/store/secrets/erased-ids.server');
    const { holdSnapshots } = await import('../../app/store/work/stale-snapshots');
    const { withShop, shopIdSchema } = await import('../../app/store/db.server');
    const id = shopIdSchema.parse(shop);
    let reply: unknown;
    const answering = await withShop(id, async (tx) => {
      await holdSnapshots(tx, id);
      const sent = recordAnswer(DOMAIN, answer()).then((told) => {
        reply = told;
      });
      await eventually(async () => expect(await db.query(AWAITED_BY_NAME)).toHaveLength(1));
      await rememberErased(tx, id, { customers: [], orders: ['1'] });
      return { sent };
    });
    await answering.sent;
    expect(reply).toEqual({ recorded: false, why: 'off' });
    expect(await count('survey_answers')).toBe(0);
  });
});
