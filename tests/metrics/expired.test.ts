import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { ShopId } from '../../app/store/db.server';
import { expireSurvey } from '../../app/privacy/expire/survey.server';
import { database } from '../support/database';
import { handBook } from './books/build';
import { few } from './books/counted';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { measured, shopWith } from '../support/numbers/measure';
import { compareReports } from '../support/numbers/compare';
import { oracle } from './oracle/oracle';
import type { AnswerFact, ViewFact } from './oracle/settings';

const db = await database();
/** The nights and the days read in them: some rows have expired by the first night, all others by the second. */
const NIGHTS = [
  ['2024-04-01', ['2024-06-01']],
  ['2026-11-29', ['2024-06-01', '2023-11-15']],
] as const;

const countOf = async (shop: ShopId, table: string, what = 'count(*)') => {
  const [row] = await db.query(
    `select coalesce(${what}, 0)::int as n from ${table} where shop_id = $1`,
    [shop],
  );
  return Number(row?.n);
};

describe('the deletion of expired rows', () => {
  it.each([3, 14])(
    'leaves every day of random shop %i equal to the oracle’s, which keeps all rows',
    async (seed) => {
      const book = randomBook(seed);
      const settings = randomSettings(seed, book);
      const shop = await shopWith(db, book, settings);
      const kept = await Promise.all(
        ['survey_answers', 'survey_views'].map((table) => countOf(shop, table)),
      );
      for (const [night, days] of NIGHTS) {
        await expireSurvey(shop, new Date(`${night}T17:00:00Z`));
        for (const asOf of days)
          expect(compareReports(await measured(shop, asOf), oracle(book, asOf, settings))).toEqual(
            [],
          );
      }
      const sums = await Promise.all([
        countOf(shop, 'survey_answer_counts', 'sum(answers)'),
        countOf(shop, 'survey_view_counts', 'sum(views)'),
      ]);
      expect(Math.min(...sums)).toBeGreaterThan(0);
      // a counted row is deleted, and no row is counted twice
      expect(await countOf(shop, 'survey_answers')).toBe((kept[0] ?? 0) - (sums[0] ?? 0));
      expect(await countOf(shop, 'survey_views')).toBe((kept[1] ?? 0) - (sums[1] ?? 0));
      const before = await Promise.all(
        ['survey_answer_counts', 'survey_view_counts'].map((table) => countOf(shop, table)),
      );
      await expireSurvey(shop, new Date('2026-11-30T17:00:00Z'));
      expect(
        await Promise.all(
          ['survey_answer_counts', 'survey_view_counts'].map((table) => countOf(shop, table)),
        ),
      ).toEqual(before);
    },
  );
});

/** Section 6 as of each of the days in turn: a book is built once. */
async function npsOn(shop: ShopId, days: readonly string[]) {
  const read: Snapshot['nps'][] = [];
  for (const day of days) read.push((await measured(shop, day)).nps);
  return read;
}

/** A shop in Tokyo, with an old order and a new one. */
const book = handBook({
  name: 'an old order and a new one',
  asOf: '2024-06-01',
  timezone: 'Asia/Tokyo',
  orders: [
    { customer: 1, at: '2022-12-01', amount: 1000 },
    { customer: 2, at: '2024-05-01', amount: 1000 },
  ],
  expected: {},
});
const visitor = (name: string, at: string, score: number): AnswerFact => ({
  ...{ visitor: name, at, score, source: 'storefront' },
  ...(score <= 6 && { reason: 'product', edition: score === 2 ? 2 : 1 }),
});
const shown = (fact: Partial<ViewFact>, at: string): ViewFact => ({
  ...{ source: 'storefront', at, ...fact },
});
/** 400 days before the night are 2023-04-28 01:00 in Tokyo. */
const NIGHT = new Date('2024-05-31T16:00:00Z');

describe('an anonymous answer', () => {
  const answers = [
    visitor('a', '2023-04-27T15:59:00Z', 10),
    visitor('b', '2023-04-27T14:59:00Z', 3),
    visitor('c', '2023-04-27T16:01:00Z', 9),
  ];
  const views = [
    shown({ visitor: 'a', dismissedAt: '2023-04-20T00:00:00Z' }, '2023-04-20T00:00:00Z'),
    shown({ visitor: 'never' }, '2024-03-01T00:00:00Z'),
    shown({ visitor: 'lately' }, '2024-03-03T00:00:00Z'),
  ];

  it('becomes a count of its day, source, score, reason and edition, with its view, once it expires', async () => {
    const renewed = visitor('d', '2023-04-27T14:58:00Z', 2);
    const shop = await shopWith(db, book, { answers: [...answers, renewed], views });
    const days = ['2024-06-01', '2023-04-29', '2023-04-28', '2023-04-27', '2023-04-21'];
    const numbers = async () => await npsOn(shop, days);
    const before = await numbers();
    expect(before.map(({ anonymous }) => anonymous)).toEqual([
      few(2, 0, 2),
      few(2, 0, 2),
      few(0, 0, 2),
      few(0, 0, 0),
      few(0, 0, 0),
    ]);
    expect(
      before.map(({ responses: { views, dismissals, answers } }) => [views, dismissals, answers]),
    ).toEqual([
      [3, 0, 1],
      [1, 0, 1],
      [1, 1, 0],
      [1, 1, 0],
      [1, 1, 0],
    ]);
    await expireSurvey(shop, NIGHT);
    expect(await numbers()).toEqual(before);
    expect(
      await db.query(
        `select day::text, source, score, reason, answers from survey_answer_counts where shop_id = $1 order by day, score`,
        [shop],
      ),
    ).toEqual([
      { day: '2023-04-27', source: 'storefront', score: 2, reason: 'product@2', answers: 1 },
      { day: '2023-04-27', source: 'storefront', score: 3, reason: 'product', answers: 1 },
      { day: '2023-04-28', source: 'storefront', score: 10, reason: 'unsaid', answers: 1 },
    ]);
    expect(await db.query('select visitor from survey_answers where shop_id = $1', [shop])).toEqual(
      [{ visitor: 'c' }],
    );
    expect(await db.query('select visitor from survey_views where shop_id = $1', [shop])).toEqual([
      { visitor: 'lately' },
    ]);
  });

  it('still counts as the only one of its shop', async () => {
    const shop = await shopWith(db, book, { answers });
    await expireSurvey(shop, new Date('2026-01-01T00:00:00Z'));
    expect(await countOf(shop, 'survey_answers')).toBe(0);
    const { nps } = await measured(shop, '2024-06-01');
    expect([nps.anonymous, nps.allAnswers]).toEqual([few(2, 0, 1), 3]);
  });

  it('stays for the retention of the shop, and a published one until it is withdrawn', async () => {
    const shop = await shopWith(db, book, { answers });
    const set = (privacy: object) =>
      db.query(`update shops set settings = settings || $2 where id = $1`, [shop, { privacy }]);
    await set({ anonymousDays: 3_650 });
    await expireSurvey(shop, NIGHT);
    expect(await countOf(shop, 'survey_answers')).toBe(3);
    await set({ anonymousDays: 30 });
    const voice = (state: string) =>
      db.query(
        `update survey_answers set comment = 'Lovely', voice_state = $2 where shop_id = $1 and visitor = 'a'`,
        [shop, state],
      );
    await voice('published');
    await expireSurvey(shop, NIGHT);
    expect(
      await db.query('select visitor, comment from survey_answers where shop_id = $1', [shop]),
    ).toEqual([{ visitor: 'a', comment: 'Lovely' }]);
    await voice('withdrawn');
    await expireSurvey(shop, NIGHT);
    expect(await countOf(shop, 'survey_answers')).toBe(0);
    expect((await measured(shop, '2024-06-01')).nps.anonymous).toEqual(few(2, 0, 1));
  });

  it('of an order or of a customer stays', async () => {
    const at = '2022-01-01T00:00:00Z';
    const shop = await shopWith(db, book, {
      answers: [
        { orderId: 77, score: 3, at },
        { customerId: 5, score: 9, at },
      ],
    });
    await expireSurvey(shop, NIGHT);
    expect(await countOf(shop, 'survey_answers')).toBe(2);
  });
});

describe('views and refusals of an order', () => {
  const old = { orderId: 1001 };
  const views = [
    shown(
      { ...old, source: 'thank_you', dismissedAt: '2022-12-03T00:00:00Z' },
      '2022-12-01T16:00:00Z',
    ),
    // asked about lately, though the order is old
    shown({ orderId: 77 }, '2024-05-01T00:00:00Z'),
    shown({ orderId: 1002 }, '2024-05-01T16:00:00Z'),
  ];
  const answers: AnswerFact[] = [{ ...old, score: 9, at: '2022-12-10T00:00:00Z' }];

  it('older than 13 months become counts, which leave every day unchanged', async () => {
    const shop = await shopWith(db, book, { views, answers });
    await db.query(
      `insert into survey_refusals (shop_id, order_id, source, why, refused_at) values
         ($1, 1001, 'order_status', 'asked_lately', '2022-12-31T15:00:00Z'), ($1, 1002, 'thank_you', 'off', '2024-05-01'),
         ($1, 5, 'thank_you', 'off', '2022-05-01'), ($1, 6, 'thank_you', 'off', '2022-05-01')`,
      [shop],
    );
    const days = [
      '2024-06-01',
      '2022-12-11',
      '2022-12-10',
      '2022-12-04',
      '2022-12-03',
      '2022-12-02',
    ];
    const numbers = async () => (await npsOn(shop, days)).map(({ responses }) => responses);
    const before = await numbers();
    expect(before.map(({ views, dismissals, answers }) => [views, dismissals, answers])).toEqual([
      [3, 0, 1],
      [1, 0, 1],
      [1, 1, 0],
      [1, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
    await expireSurvey(shop, NIGHT);
    expect(await numbers()).toEqual(before);
    expect(
      await db.query('select order_id from survey_views where shop_id = $1 order by id', [shop]),
    ).toEqual([{ order_id: '77' }, { order_id: '1002' }]);
    expect(
      await db.query(
        `select day::text, source, why, refusals from survey_refusal_counts where shop_id = $1 order by day`,
        [shop],
      ),
    ).toEqual([
      { day: '2022-05-01', source: 'thank_you', why: 'off', refusals: 2 },
      { day: '2023-01-01', source: 'order_status', why: 'asked_lately', refusals: 1 },
    ]);
    expect(await countOf(shop, 'survey_refusals')).toBe(1);
  });

  it('are processed in slices', async () => {
    const shop = await shopWith(db, book);
    await db.query(
      `insert into survey_views (shop_id, order_id, source, shown_at)
       select $1, n, 'thank_you', '2022-05-01' from generate_series(20001, 30001) n`,
      [shop],
    );
    await expireSurvey(shop, NIGHT);
    expect(await countOf(shop, 'survey_views')).toBe(0);
    expect(await countOf(shop, 'survey_view_counts', 'sum(views)')).toBe(10_001);
    expect(await countOf(shop, 'survey_view_counts')).toBe(1);
  });
});
