import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerFilterSchema } from '../../app/metrics/nps/inbox/answer-filter';
import { answerList } from '../../app/metrics/nps/inbox/answer-list.server';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { askQuestion, dismissQuestion, recordAnswer } from '../../app/survey/answer/answer.server';
import { deleteAnswer } from '../../app/survey/answer/delete-answer.server';
import { readOrderLinks } from '../../app/survey/links/order-links.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import { holdSnapshots } from '../../app/store/work/stale-snapshots';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { addOrder, answer, ask, dismissal, DOMAIN } from '../support/shops/survey-shop';

const OTHER = 'other-shop.myshopify.com';
const VISITOR = randomUUID();
const db = await database();
const ALL = answerFilterSchema.parse({ group: null, source: null, reason: null, comments: false });

let shop: ShopId;
let other: ShopId;
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query(
    `truncate shops, orders, survey_answers, survey_answer_changes, answer_states, survey_views, survey_refusals, deleted_answers,
       survey_answer_counts, survey_view_counts, snapshots, snapshot_refreshes, dirty_days, dirty_customers cascade`,
  );
  shop = await addShop(db, DOMAIN);
  other = await addShop(db, OTHER);
  await db.query(`update shops set currency = 'JPY', timezone = 'Asia/Tokyo'`);
  await addOrder(db, shop, 1, 5);
});

const idOf = async (where = 'order_id = 1') => {
  const [row] = await db.query(`select id::text from survey_answers where ${where}`);
  return String(row?.id);
};
const rowsOf = async (table: string) => (await db.query(`select 1 from ${table}`)).length;
const storefront = (says: object = {}) => ({
  source: 'storefront' as const,
  order: undefined,
  ...says,
});

describe('an answer that the merchant deletes', () => {
  it('is removed with its whole history, and counted as deleted', async () => {
    await recordAnswer(DOMAIN, answer({ score: 3, comment: 'Cold tea' }));
    await recordAnswer(DOMAIN, answer({ score: 2, comment: 'My number is 090', voice: true }));
    expect(await deleteAnswer(shop, await idOf())).toBe(true);
    expect([await rowsOf('survey_answers'), await rowsOf('survey_answer_changes')]).toEqual([0, 0]);
    expect(await answerList(shop, ALL, 1)).toMatchObject({ total: 0, answers: [], deleted: 1 });
    // the remaining row has nothing of its content
    expect(await db.query('select * from deleted_answers')).toEqual([
      {
        ...{ shop_id: shop, answer_id: expect.any(String), survey: 'nps', order_id: '1' },
        ...{ customer_id: null, visitor: null, deleted_at: expect.any(Date) },
      },
    ]);
  });

  it('is deleted once, however often the button is pressed', async () => {
    await recordAnswer(DOMAIN, answer());
    const id = await idOf();
    const presses = Array.from({ length: 4 }, () => deleteAnswer(shop, id));
    expect(await Promise.all(presses)).toEqual([true, true, true, true]);
    expect(await deleteAnswer(shop, id)).toBe(true);
    expect(await rowsOf('deleted_answers')).toBe(1);
  });

  it.each(['0', '-1', '1.5', '', 'null', '99999999999999999999', "1'; drop table survey_answers"])(
    'does not have the id %j',
    async (id) => {
      expect(await deleteAnswer(shop, id)).toBe(false);
    },
  );

  it('belongs to no other shop, before and after its deletion', async () => {
    await recordAnswer(DOMAIN, answer());
    const id = await idOf();
    expect(await deleteAnswer(other, id)).toBe(false);
    expect(await rowsOf('survey_answers')).toBe(1);
    await deleteAnswer(shop, id);
    expect(await deleteAnswer(other, id)).toBe(false);
    expect((await answerList(other, ALL, 1)).deleted).toBe(0);
  });

  it('silences its order: no question, no answer and no link', async () => {
    await recordAnswer(DOMAIN, answer());
    await deleteAnswer(shop, await idOf());
    const off = { ask: false, why: 'off', answered: null };
    for (const source of ['thank_you', 'order_status', 'link'] as const) {
      expect(await askQuestion(DOMAIN, ask({ source }))).toEqual(off);
      expect(await recordAnswer(DOMAIN, answer({ source }))).toEqual({
        recorded: false,
        why: 'off',
      });
    }
    expect(await dismissQuestion(DOMAIN, dismissal())).toEqual({ dismissed: true });
    expect([await rowsOf('survey_answers'), await rowsOf('survey_views')]).toEqual([0, 1]);
    let links = '';
    for await (const slice of await readOrderLinks({ id: shop, domain: DOMAIN }))
      links += slice.text;
    expect(links).not.toContain('"1"');
    // other orders get the question as before
    await addOrder(db, shop, 2, 6);
    expect(await askQuestion(DOMAIN, ask({ order: '2' }))).toMatchObject({ ask: true });
  });

  it('of a visitor or of a customer without an order is not asked for again either', async () => {
    await recordAnswer(DOMAIN, answer(storefront({ visitor: VISITOR })));
    await recordAnswer(DOMAIN, answer(storefront()), { customer: '9' });
    await deleteAnswer(shop, await idOf('visitor is not null'));
    await deleteAnswer(shop, await idOf('customer_id = 9'));
    const asked = [
      await askQuestion(DOMAIN, ask(storefront({ visitor: VISITOR }))),
      await askQuestion(DOMAIN, ask(storefront()), { customer: '9' }),
    ];
    expect(asked).toMatchObject([
      { ask: false, why: 'off' },
      { ask: false, why: 'off' },
    ]);
    expect(await recordAnswer(DOMAIN, answer(storefront({ visitor: VISITOR })))).toMatchObject({
      recorded: false,
    });
    expect(await askQuestion(DOMAIN, ask(storefront({ visitor: randomUUID() })))).toMatchObject({
      ask: true,
    });
    // the customer may be asked again after the pause
    await db.query(`update deleted_answers set deleted_at = deleted_at - interval '91 days'`);
    await db.query(`update survey_views set shown_at = shown_at - interval '91 days'`);
    expect(await askQuestion(DOMAIN, ask(storefront()), { customer: '9' })).toMatchObject({
      ask: true,
    });
  });

  it('of an order leaves other answers of its customer', async () => {
    await recordAnswer(DOMAIN, answer(), { customer: '5' });
    await deleteAnswer(shop, await idOf());
    await db.query(`update survey_views set shown_at = shown_at - interval '91 days'`);
    expect(await recordAnswer(DOMAIN, answer(storefront()), { customer: '5' })).toMatchObject({
      recorded: true,
    });
  });

  it('is in no number any more, and makes its customer, its day and the days after dirty or stale', async () => {
    const now = new Date();
    await recordAnswer(DOMAIN, answer({ score: 2 }));
    const before = await takeSnapshot(shop, null, now);
    expect(before.nps).toMatchObject({ allAnswers: 1, headline: { answers: 1, detractors: 1 } });
    await db.query('delete from graphile_worker._private_jobs; delete from snapshot_refreshes');
    await deleteAnswer(shop, await idOf());
    expect(await db.query('select customer_id from dirty_customers')).toEqual([
      { customer_id: '5' },
    ]);
    expect(await rowsOf('dirty_days')).toBe(1);
    expect(await db.query('select stale from snapshots')).toEqual([{ stale: true }]);
    expect(await db.query('select task_identifier from graphile_worker.jobs')).toEqual([
      { task_identifier: 'snapshot.refresh' },
    ]);
    const after = await takeSnapshot(shop, null, now);
    expect(after.nps).toMatchObject({ allAnswers: 0, headline: { answers: 0 } });
    expect(after.nps.responses).toMatchObject({ views: 1, answers: 0 });
  });

  it('is removed even if its buyer changes it at the same time', async () => {
    await recordAnswer(DOMAIN, answer({ score: 3 }));
    const id = await idOf();
    const work: Promise<unknown>[] = [];
    await withShop(shop, async (tx) => {
      await holdSnapshots(tx, shop);
      work.push(
        deleteAnswer(shop, id),
        recordAnswer(DOMAIN, answer({ score: 1, comment: 'changed' })),
        recordAnswer(DOMAIN, answer({ score: 0, comment: 'changed again' })),
      );
    });
    await Promise.all(work);
    expect([await rowsOf('survey_answers'), await rowsOf('survey_answer_changes')]).toEqual([0, 0]);
  });
});

describe('words that their buyer removes', () => {
  const history = () =>
    db.query('select score, comment from survey_answer_changes order by at, comment nulls first');
  const at = (minute: number) => ({ at: new Date(Date.UTC(2026, 9, 1, 12, minute)) });

  it.each(['', ' \n', '\u200b\u0000'])('are removed from the history too: %j', async (nothing) => {
    await recordAnswer(DOMAIN, answer({ score: 9, comment: 'Call me: 090' }), at(0));
    await recordAnswer(DOMAIN, answer({ score: 9, comment: nothing }), at(1));
    expect(await db.query('select comment from survey_answers')).toEqual([{ comment: null }]);
    expect(await history()).toEqual([
      { score: 9, comment: null },
      { score: 9, comment: '' },
    ]);
  });

  it('or replaces are in the history no more', async () => {
    await recordAnswer(DOMAIN, answer({ score: 3, comment: 'Call me: 090' }), at(0));
    await recordAnswer(DOMAIN, answer({ score: 4, comment: 'Cold tea' }), at(1));
    // a change of the score leaves the words
    await recordAnswer(DOMAIN, answer({ score: 5 }), at(2));
    expect(await history()).toEqual([
      { score: 3, comment: null },
      { score: 4, comment: 'Cold tea' },
      { score: 5, comment: null },
    ]);
  });

  it('can change a hundred times, then the answer stands', async () => {
    await recordAnswer(DOMAIN, answer({ score: 9 }), at(0));
    await db.query(
      `insert into survey_answer_changes (shop_id, key, answer_id, score, at)
       select shop_id, gen_random_uuid(), id, 9, answered_at from survey_answers, generate_series(1, 98)`,
    );
    expect(await recordAnswer(DOMAIN, answer({ score: 8 }), at(1))).toMatchObject({ score: 8 });
    expect(await recordAnswer(DOMAIN, answer({ score: 7 }), at(1))).toEqual({
      ...{ recorded: false, why: 'closed', score: 8 },
    });
  });
});

describe('an order older than thirteen months', () => {
  it('gets no question and accepts no first answer: its views are counts', async () => {
    await db.query(`update orders set processed_at = now() - interval '14 months'`);
    expect(await askQuestion(DOMAIN, ask({ source: 'order_status' }))).toMatchObject({
      ask: false,
      why: 'off',
    });
    expect(await recordAnswer(DOMAIN, answer({ source: 'order_status' }))).toMatchObject({
      recorded: false,
      why: 'off',
    });
    await dismissQuestion(DOMAIN, dismissal());
    for (const table of ['answers', 'views', 'refusals'])
      expect(await rowsOf(`survey_${table}`)).toBe(0);
  });

  it('returns its existing answer', async () => {
    await recordAnswer(DOMAIN, answer({ score: 9 }));
    await db.query(`update orders set processed_at = now() - interval '14 months'`);
    expect(await askQuestion(DOMAIN, ask())).toMatchObject({ ask: false, why: 'answered' });
    expect(await recordAnswer(DOMAIN, answer({ score: 8 }))).toMatchObject({ recorded: true });
  });
});
