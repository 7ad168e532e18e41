import { beforeEach, describe, expect, it } from 'vitest';
import { answerFilterSchema } from '../../app/metrics/nps/inbox/answer-filter';
import { answerList } from '../../app/metrics/nps/inbox/answer-list.server';
import { expireSurvey } from '../../app/privacy/expire/survey.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import { recordAnswer } from '../../app/survey/answer/answer.server';
import { deleteAnswer } from '../../app/survey/answer/delete-answer.server';
import { setAnswerState } from '../../app/survey/inbox/answer-state.server';
import { readBadWeekNotes, saveBadWeekNote } from '../../app/survey/inbox/bad-week-notes.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { addOrder, answer, DOMAIN } from '../support/shops/survey-shop';

const OTHER = 'other-shop.myshopify.com';
const db = await database();
const ALL = answerFilterSchema.parse({ comments: false });

let shop: ShopId;
let other: ShopId;
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, bad_week_notes cascade',
  );
  shop = await addShop(db, DOMAIN);
  other = await addShop(db, OTHER);
  await addOrder(db, shop, 1, 5);
});

const says = async (what: Parameters<typeof answer>[0]): Promise<string> => {
  await recordAnswer(DOMAIN, answer(what));
  const [row] = await db.query('select id::text from survey_answers where order_id = 1');
  return String(row?.id);
};
const listed = async () => (await answerList(shop, ALL, 1)).answers[0];
const states = async () => await db.query('select state from answer_states');

describe('what was done about an answer', () => {
  it('goes from open to in work to done and back, and keeps its time if it is sent twice', async () => {
    const id = await says({ score: 2 });
    expect(await listed()).toMatchObject({ handled: 'open', handledAt: null });
    expect(await setAnswerState(shop, id, 'inWork')).toBe(true);
    const first = await listed();
    expect(first).toMatchObject({ handled: 'inWork', handledAt: expect.any(Date) });
    await setAnswerState(shop, id, 'inWork');
    expect(await listed()).toEqual(first);
    await setAnswerState(shop, id, 'done');
    expect(await listed()).toMatchObject({ handled: 'done' });
    await setAnswerState(shop, id, 'open');
    expect(await listed()).toMatchObject({ handled: 'open', handledAt: null });
    expect(await states()).toEqual([]);
  });

  it.each(['0', '-1', '', 'null', '9'.repeat(30), "1' or true --", '7777777'])(
    'is not kept of the id %j, which does not exist',
    async (id) => {
      expect(await setAnswerState(shop, id, 'done')).toBe(false);
      expect(await setAnswerState(shop, id, 'open')).toBe(false);
    },
  );

  it('is nothing that another shop can change', async () => {
    const id = await says({ score: 2 });
    await setAnswerState(shop, id, 'done');
    for (const state of ['open', 'inWork', 'done'] as const)
      expect(await setAnswerState(other, id, state)).toBe(false);
    expect(await states()).toEqual([{ state: 'done' }]);
  });

  it.each([
    ['another score', { score: 1, comment: 'Cold tea' }, 'open'],
    ['a new comment', { score: 2, comment: 'Cold tea, and late' }, 'open'],
    ['the same again', { score: 2, comment: 'Cold tea' }, 'done'],
    ['a withdrawn comment', { score: 2, comment: '' }, 'done'],
  ])('that is done ends with %s: %s', async (_, changed, expected) => {
    const id = await says({ score: 2, comment: 'Cold tea' });
    await setAnswerState(shop, id, 'done');
    await says(changed);
    const after = await listed();
    expect(after?.handled).toBe(expected);
    expect(after?.handledAt).toEqual(expect.any(Date));
    // the merchant saw the change
    await setAnswerState(shop, id, 'inWork');
    await setAnswerState(shop, id, 'open');
    expect(await listed()).toMatchObject({ handled: 'open', handledAt: null });
  });

  it('in work stays in work when the customer changes the answer', async () => {
    const id = await says({ score: 2 });
    await setAnswerState(shop, id, 'inWork');
    await says({ score: 1 });
    expect(await listed()).toMatchObject({ handled: 'inWork', score: 1 });
  });

  it('is deleted with the answer', async () => {
    const id = await says({ score: 2 });
    await setAnswerState(shop, id, 'done');
    await deleteAnswer(shop, id);
    expect(await states()).toEqual([]);
    expect(await setAnswerState(shop, id, 'done')).toBe(false);
  });
});

it('an answer says that its comment has expired, and only one that had a comment', async () => {
  await says({ score: 2, comment: 'Cold tea' });
  await addOrder(db, shop, 2, 6);
  await recordAnswer(DOMAIN, answer({ order: '2', score: 3 }));
  await db.query(`update survey_answers set answered_at = answered_at - interval '40 days'`);
  await db.query(
    `update shops set settings = settings || '{"privacy":{"commentDays":30}}' where id = $1`,
    [shop],
  );
  await expireSurvey(shop, new Date());
  const { answers } = await answerList(shop, ALL, 1);
  expect(
    answers.map(({ score, comment, commentExpired }) => [score, comment, commentExpired]),
  ).toEqual(
    expect.arrayContaining([
      [2, null, true],
      [3, null, false],
    ]),
  );
});

describe('a note beside weeks in which the score fell', () => {
  const notes = (of = shop) => withShop(of, (tx) => readBadWeekNotes(tx, of));

  it('is kept, changed, and deleted by an empty one', async () => {
    expect(await saveBadWeekNote(shop, { day: '2026-05-01', note: ' 箱を変更\r\n6月まで ' })).toBe(
      true,
    );
    expect(await notes()).toEqual([{ day: '2026-05-01', note: '箱を変更\n6月まで' }]);
    await saveBadWeekNote(shop, { day: '2026-05-01', note: '箱' });
    expect(await notes()).toEqual([{ day: '2026-05-01', note: '箱' }]);
    expect(await notes(other)).toEqual([]);
    await saveBadWeekNote(shop, { day: '2026-05-01', note: ' ' });
    expect(await notes()).toEqual([]);
  });

  it.each([
    ['2026-05-01', 'a'.repeat(501)],
    ['2026-02-30', 'a'],
    ['0000-01-01', 'a'],
    ['', 'a'],
    [null, 'a'],
    ['2026-05-01', null],
  ])('is refused on %j', async (day, note) => {
    expect(await saveBadWeekNote(shop, { day, note })).toBe(false);
    expect(await notes()).toEqual([]);
  });
});
