import { beforeAll, describe, expect, it } from 'vitest';
import { answerFilterSchema } from '../../app/metrics/nps/inbox/answer-filter';
import { answerList } from '../../app/metrics/nps/inbox/answer-list.server';
import { answersForFile } from '../../app/metrics/nps/inbox/answer-file.server';
import { unhappyWeek } from '../../app/metrics/nps/inbox/unhappy-week.server';
import { setAnswerState } from '../../app/survey/inbox/answer-state.server';
import { latestAnswers } from '../../app/metrics/nps/inbox/listed-answer.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import { database } from '../support/database';
import { handBook, ordersOfMany } from './books/build';
import { measured, shopWith } from '../support/numbers/measure';
import type { AnswerFact } from './oracle/settings';

/**
 * Customers 1 to 3 bought once, 4 three times and gave a 10. Answers, oldest first: 24 of customer 1,
 * then those below.
 */
const many: AnswerFact[] = Array.from({ length: 24 }, (_, index) => ({
  customerId: 1,
  score: index % 11,
  at: `2024-05-02T00:${String(index).padStart(2, '0')}:00Z`,
}));
const answers: AnswerFact[] = [
  ...many,
  {
    customerId: 2,
    score: 3,
    reason: 'product',
    at: '2024-05-03T00:00:00Z',
    source: 'order_status',
  },
  { customerId: 4, score: 10, at: '2024-05-04T00:00:00Z' },
  { visitor: 'somebody', score: 8, at: '2024-05-05T00:00:00Z', source: 'storefront' },
  { orderId: 999, score: 6, at: '2024-05-06T00:00:00Z', source: 'link' },
];
const book = handBook({
  name: 'a list of answers',
  asOf: '2024-06-01',
  orders: [
    ...ordersOfMany(1, 3, ['2024-04-01']),
    ...ordersOfMany(4, 1, ['2024-03-01', '2024-03-10', '2024-04-01']),
  ],
  settings: { answers },
  expected: {},
});

const db = await database();
const all = answerFilterSchema.parse({ group: null, source: null, reason: null, comments: false });
let shop: ShopId;
const latest = (most: number) => withShop(shop, (tx) => latestAnswers(tx, shop, most));
beforeAll(async () => {
  shop = await shopWith(db, book, book.settings);
  await measured(shop, book.asOf);
  await db.query('update survey_answers set comment = $1 where score = 10 and customer_id = 4', [
    'よい',
  ]);
});

describe('the list of answers', () => {
  it('says the edition of a reason, and whether there is one of an earlier edition', async () => {
    const { answers: found, earlier } = await answerList(shop, all, 1);
    expect(earlier).toBe(true);
    expect(found.find(({ reason }) => reason === 'product')).toMatchObject({ edition: 1 });
    await db.query('update survey_answers set reason_edition = 2 where reason is not null');
    const renewed = await answerList(shop, all, 1);
    expect(renewed.earlier).toBe(false);
    expect(renewed.answers.find(({ reason }) => reason === 'product')).toMatchObject({
      edition: 2,
    });
    await db.query('update survey_answers set reason_edition = 1');
  });

  it('of the newest has each with its customer and the customer’s stage', async () => {
    expect(await latest(4)).toMatchObject([
      { score: 6, source: 'link', order: '999', customer: null, stage: null },
      { score: 8, source: 'storefront', order: null, customer: null, stage: null },
      { score: 10, customer: '4', stage: 'fan', comment: 'よい' },
      { score: 3, customer: '2', stage: 'purchaser', reason: 'product', source: 'order_status' },
    ]);
  });

  it('begins with the unhappy ones that nothing was done about, each part newest first', async () => {
    const pages = await Promise.all([1, 2].map((page) => answerList(shop, all, page)));
    const found = pages.flatMap((one) => one.answers);
    expect(pages[0]).toMatchObject({ total: 28, unhappy: { open: 18, inWork: 0, done: 0 } });
    const isUnhappy = found.map(({ score }) => score <= 6);
    expect(isUnhappy).toEqual([...Array(18).fill(true), ...Array(10).fill(false)]);
    for (const part of [found.slice(0, 18), found.slice(18)]) {
      const times = part.map(({ answeredAt }) => answeredAt.getTime());
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    }
    const [first] = found;
    expect(await setAnswerState(shop, first?.id ?? '', 'inWork')).toBe(true);
    const later = await answerList(shop, all, 1);
    expect(later.unhappy).toEqual({ open: 17, inWork: 1, done: 0 });
    expect(later.answers[0]?.id).toBe(found[1]?.id);
    const inWork = await answerList(shop, { ...all, handled: 'inWork' }, 1);
    expect(inWork.answers).toMatchObject([
      { id: first?.id, handled: 'inWork', handledAt: expect.any(Date) },
    ]);
    expect((await answerList(shop, { ...all, handled: 'open' }, 1)).total).toBe(27);
    await setAnswerState(shop, first?.id ?? '', 'open');
    expect((await answerList(shop, all, 1)).answers).toEqual(found.slice(0, 20));
  });

  it('finds words in any case and width, as they are and not as a pattern', async () => {
    const found = async (words: string) =>
      (await answerList(shop, answerFilterSchema.parse({ ...all, words }), 1)).total;
    await db.query(
      `update survey_answers set comment = 'ﾌﾙｰﾂのＴＥＡは 100%_ok' where score = 3 and customer_id = 2`,
    );
    expect(await found('フルーツ')).toBe(1);
    expect(await found('tea')).toBe(1);
    expect(await found('ＯＫ')).toBe(1);
    expect(await found('0%_o')).toBe(1);
    expect(await found('%')).toBe(1);
    expect(await found('.*')).toBe(0);
    expect(await found('t%a')).toBe(0);
    expect(await found(`'; drop table survey_answers --`)).toBe(0);
    expect(await found(' \0 ')).toBe(28);
    await db.query(`update survey_answers set comment = null where score = 3 and customer_id = 2`);
  });

  it('has the answers of some days of the shop', async () => {
    const between = async (from: string | null, to: string | null) =>
      (await answerList(shop, answerFilterSchema.parse({ ...all, from, to }), 1)).total;
    expect(await between('2024-05-03', '2024-05-04')).toBe(2);
    expect(await between('2024-05-05', null)).toBe(2);
    expect(await between(null, '2024-05-02')).toBe(24);
    expect(await between('2024-05-06', '2024-05-05')).toBe(0);
    expect(await between('2024-02-31', '0000-01-01')).toBe(28);
  });

  it('counts the unhappy of a week that nothing was done about', async () => {
    const of = (to: string) => withShop(shop, (tx) => unhappyWeek(tx, shop, to));
    expect(await of('2024-05-09')).toEqual({ open: 2, from: '2024-05-03', to: '2024-05-09' });
    const [answer] = await latest(1);
    await setAnswerState(shop, answer?.id ?? '', 'done');
    expect((await of('2024-05-09')).open).toBe(1);
    const { from, to } = await of('2024-05-09');
    const listed = await answerList(
      shop,
      { ...all, group: 'detractors', handled: 'open', from, to },
      1,
    );
    expect(listed.total).toBe(1);
    await setAnswerState(shop, answer?.id ?? '', 'open');
  });

  it('is a file of every answer, the last received first', async () => {
    const files = [];
    for await (const read of answersForFile(shop, { ...all, group: 'detractors' }))
      files.push(...read);
    expect(files).toHaveLength(18);
    expect(files[0]).toMatchObject({ score: 6, order: '999', handled: 'open', handledAt: null });
  });

  it('shows the name of an order once the order is read', async () => {
    const [order] = await db.query(
      'select id::text, name from orders where customer_id = 4 limit 1',
    );
    await db.query(
      `update survey_answers set order_id = $1 where customer_id = 4 and order_id is null`,
      [order?.id],
    );
    const [, , known] = await latest(3);
    await db.query('update survey_answers set order_id = null where order_id = $1', [order?.id]);
    expect(known).toMatchObject({ order: order?.id, orderName: order?.name });
    expect((await latest(1))[0]).toMatchObject({ order: '999', orderName: null });
  });

  it('has pages, and shows the last page for any number beyond it', async () => {
    const pages = await Promise.all([1, 2, 3, 500].map((page) => answerList(shop, all, page)));
    expect(pages.map(({ page, pages, answers: found }) => [page, pages, found.length])).toEqual([
      [1, 2, 20],
      [2, 2, 8],
      [2, 2, 8],
      [2, 2, 8],
    ]);
    const ids = pages.slice(0, 2).flatMap(({ answers: found }) => found.map(({ id }) => id));
    expect(new Set(ids).size).toBe(28);
  });

  it('filters by group, place, reason and words, and counts the matches', async () => {
    const left = async (change: object) => (await answerList(shop, { ...all, ...change }, 1)).total;
    // 0 to 10 twice, then 0 and 1: 4 promoters, 4 passives, 16 detractors; then one 3, 10, 8 and 6
    expect(await left({ group: 'promoters' })).toBe(5);
    expect(await left({ group: 'passives' })).toBe(5);
    expect(await left({ group: 'detractors' })).toBe(18);
    expect(await left({ source: 'storefront' })).toBe(1);
    expect(await left({ reason: 'product' })).toBe(1);
    expect(await left({ reason: 'product', edition: 1 })).toBe(1);
    expect(await left({ reason: 'product', edition: 2 })).toBe(0);
    expect(await left({ comments: true })).toBe(1);
    expect(await left({ group: 'passives', source: 'link' })).toBe(0);
  });

  it('ignores invalid filters of an address', () => {
    const odd = { group: 'fans', source: "'; drop table", reason: '', comments: false };
    expect(answerFilterSchema.parse(odd)).toEqual(all);
  });
});
