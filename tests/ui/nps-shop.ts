import { scoreOf } from '../../app/metrics/nps/scores/score';
import { NO_NPS, type Snapshot } from '../../app/metrics/snapshot';
import { SEGMENTS } from '../../app/terms/segments';
import { STAGES } from '../../app/terms/stages';
import type { AnswersView, ShownAnswer } from '../../app/ui/nps/answer-view';
import type { WeeksView } from '../../app/ui/nps/view';
import { NOT_NARROWED } from '../../app/ui/nps/answers-address';
import { replyText } from '../../app/survey/inbox/reply-text';
import { addDays } from '../../app/metrics/calendar';
import { AS_OF, teaShop } from '../support/shops/tea-shop';

/** The tea shop's answers: invented, and of all kinds. */

const score = (promoters: number, passives: number, detractors: number) =>
  scoreOf({ promoters, passives, detractors });

const responses = (views: number, dismissals: number, answers: number) => ({
  views,
  dismissals,
  answers,
  rate: views === 0 ? null : answers / views,
});

const nps: Snapshot['nps'] = {
  headline: score(812, 640, 430),
  firstOrder: score(388, 352, 260),
  repeat: score(540, 371, 222),
  guests: score(3, 2, 1),
  anonymous: score(44, 51, 61),
  allAnswers: 2311,
  distribution: [22, 11, 17, 29, 41, 188, 122, 277, 363, 390, 422],
  trend: Array.from({ length: 60 }, (_, index) => ({
    day: addDays(AS_OF, -1 - (59 - index) * 7),
    ...(index > 20 && index < 25
      ? score(2, 1, 1)
      : score(30 + index, 40 + ((index * 7) % 13), 44 - (index >> 1))),
  })),
  badWeeks: [],
  bySource: [
    { key: 'thank_you', ...score(501, 402, 301) },
    { key: 'order_status', ...score(290, 220, 120) },
    { key: 'storefront', ...score(19, 17, 9) },
    { key: 'link', ...score(2, 1, 0) },
  ],
  byStage: [
    ...STAGES.map((key, index) => ({ key, ...score(120 + index * 9, 90, 110 - index * 14) })),
    { key: 'none' as const, ...score(1, 0, 0) },
  ],
  bySegment: SEGMENTS.map((key, index) => ({
    key,
    ...score(140 + index * 80, 130, 120 - index * 10),
  })),
  byProduct: Array.from({ length: 12 }, (_, index) => ({
    key: String(9001 + index),
    title: index === 11 ? null : `煎茶 ${index + 1}号`,
    ...score(90 - index * 7, 60 - index * 5, 40),
  })),
  byMonth: Array.from({ length: 18 }, (_, index) => ({
    key: `${index < 12 ? 2025 : 2026}-${String((index % 12) + 1).padStart(2, '0')}`,
    ...score(index * 4, 22, 30),
  })),
  responses: {
    views: 9120,
    dismissals: 1400,
    answers: 2204,
    rate: 2204 / 9120,
    bySource: [
      { key: 'thank_you', ...responses(6100, 900, 1404) },
      { key: 'order_status', ...responses(2400, 400, 640) },
      { key: 'storefront', ...responses(620, 100, 160) },
      { key: 'link', ...responses(0, 0, 0) },
    ],
  },
  promoterValue: {
    toDate: {
      ratio: 2.6616,
      low: 2.5177,
      high: 2.8137,
      promoters: { n: 812, mean: 15502 },
      detractors: { n: 430, mean: 5825 },
    },
    after180: {
      ratio: null,
      low: null,
      high: null,
      promoters: { n: 61, mean: 4120 },
      detractors: { n: 1, mean: 900 },
    },
  },
  spearman: 0.312,
  tribe: 812,
  reasons: { indifference: 170, product: 96, competitor: 31, other: 44, unsaid: 89 },
  reasonsByEdition: [{ edition: 2, indifference: 170, product: 96, competitor: 31, other: 44 }],
};

export const npsShop: Snapshot = { ...teaShop, nps };

const few = scoreOf({ promoters: 4, passives: 2, detractors: 1 });

/** Seven answers: too few for a score. */
export const fewAnswers: Snapshot = {
  ...teaShop,
  nps: {
    ...NO_NPS,
    headline: few,
    firstOrder: few,
    allAnswers: 7,
    distribution: [0, 0, 0, 0, 0, 1, 0, 0, 2, 1, 3],
    trend: [{ day: '2026-06-17', ...few }],
    bySource: NO_NPS.bySource.map((row) =>
      row.key === 'thank_you' ? { key: row.key, ...few } : row,
    ),
    responses: { ...NO_NPS.responses, views: 31, answers: 7, rate: 7 / 31 },
    tribe: 4,
    reasons: { ...NO_NPS.reasons, unsaid: 1 },
  },
};

const answer = (change: Partial<ShownAnswer>): ShownAnswer => ({
  id: '1',
  score: 10,
  reason: null,
  edition: 2,
  comment: null,
  source: 'thank_you',
  answeredAt: '2026-06-16T23:40:00.000Z',
  customer: '7200000000001',
  name: null,
  order: '5400000000001',
  orderName: '#1001',
  stage: 'loyal',
  voice: null,
  commentExpired: false,
  language: 'ja',
  handled: 'open',
  handledAt: null,
  ...change,
});

export const shownAnswers: ShownAnswer[] = [
  answer({
    id: '9',
    comment: '香りがとてもよく、母にも贈りました。\n次は新茶を待っています。',
    voice: 'consented',
  }),
  answer({
    id: '8',
    score: 8,
    name: { first: '花子', last: '山田' },
    source: 'order_status',
    voice: 'published',
  }),
  answer({
    id: '7',
    score: 0,
    reason: 'indifference',
    comment: '<b>届くのが遅い</b> & 返事がない',
    stage: 'purchaser',
  }),
  answer({ id: '6', score: 3, reason: 'competitor', customer: null, stage: null, source: 'link' }),
  answer({
    id: '5',
    score: 5,
    customer: null,
    order: null,
    stage: null,
    source: 'storefront',
    voice: 'withdrawn',
  }),
];

export const answersView: AnswersView = {
  answers: shownAnswers.map((one) => ({ ...one, reply: replyText(one) })),
  unhappy: { open: 12, inWork: 3, done: 1_204 },
  filter: NOT_NARROWED,
  total: 62,
  earlier: false,
  page: 2,
  pages: 3,
  deleted: 0,
  expired: 0,
  namesMissing: false,
  currency: 'JPY',
  timezone: 'Asia/Tokyo',
};

/** The same shop after its score fell twice, with what was said and noted then. */
export const fallenShop: Snapshot = {
  ...npsShop,
  nps: {
    ...nps,
    badWeeks: [
      {
        ...{ from: addDays(AS_OF, -200), to: addDays(AS_OF, -186) },
        ...{ lowest: -22.4, lowestDay: addDays(AS_OF, -190), detractors: 31, before: 10.1 },
      },
      {
        ...{ from: addDays(AS_OF, -22), to: addDays(AS_OF, -1) },
        ...{ lowest: -31.5, lowestDay: addDays(AS_OF, -8), detractors: 44, before: 12.6 },
      },
    ],
  },
};

export const weeksView: WeeksView = {
  windows: fallenShop.nps.badWeeks.map(({ from, lowestDay }) => ({
    ...{ week: from, from: addDays(lowestDay, -29), to: lowestDay },
  })),
  comments: [
    {
      ...{ week: addDays(AS_OF, -22), id: '71', score: 2, comment: '箱がつぶれて届いた' },
      answeredAt: '2026-06-09T02:00:00.000Z',
    },
  ],
  notes: [{ day: addDays(AS_OF, -20), note: '配送会社を変更' }],
};
