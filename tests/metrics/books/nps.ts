import type { AnswerFact } from '../oracle/settings';
import { dayAfter, handBook, ordersOfMany, type HandBook } from './build';
import { few } from './counted';

const D = '2024-06-01';

/** noon in Tokyo of that day */
const on = (day: string): string => `${day}T03:00:00Z`;

const answer = (customerId: number, score: number, day = '2024-05-01'): AnswerFact => ({
  customerId,
  score,
  at: on(day),
});

/** One answer each, by customers 1, 2 ... */
const answers = (...scores: number[]): AnswerFact[] =>
  scores.map((score, index) => answer(index + 1, score));

const times = (count: number, score: number): number[] =>
  Array.from({ length: count }, () => score);

export const NPS_BOOKS: readonly HandBook[] = [
  handBook({
    name: '60 promoters, 20 passives, 20 detractors: 40, and the interval',
    asOf: D,
    orders: ordersOfMany(1, 100, ['2024-04-01']),
    settings: {
      answers: answers(...times(40, 10), ...times(20, 9), ...times(20, 8), ...times(20, 6)),
    },
    expected: {
      nps: {
        headline: {
          answers: 100,
          promoters: 60,
          passives: 20,
          detractors: 20,
          // 100 x (60 - 20) / 100
          score: 40,
          // 60.75, 21.5 and 20.75 of 103: (40 / 103) -+ 1.96 x sqrt((81.5 / 103 - (40 / 103)^2) / 103)
          low: 100 * (40 / 103 - 1.96 * Math.sqrt((81.5 / 103 - (40 / 103) ** 2) / 103)),
          high: 100 * (40 / 103 + 1.96 * Math.sqrt((81.5 / 103 - (40 / 103) ** 2) / 103)),
        },
        allAnswers: 100,
        distribution: [0, 0, 0, 0, 0, 0, 20, 0, 20, 20, 40],
        tribe: 60,
      },
    },
  }),
  handBook({
    name: '9 answers have no score, 0 is an answer',
    asOf: D,
    orders: ordersOfMany(1, 9, ['2024-04-01']),
    settings: { answers: answers(10, 9, 8, 7, 6, 5, 1, 0, 0) },
    expected: {
      nps: { headline: few(2, 2, 5), distribution: [2, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1] },
    },
  }),
  handBook({
    name: 'the tenth answer makes a score; of promoters alone the interval ends at 100',
    asOf: D,
    orders: ordersOfMany(1, 10, ['2024-04-01']),
    settings: { answers: answers(...times(10, 9)) },
    expected: {
      nps: {
        headline: {
          answers: 10,
          score: 100,
          // 10.75 and 0.75 of 13: (10 / 13) - 1.96 x sqrt((11.5 / 13 - (10 / 13)^2) / 13)
          low: 100 * (10 / 13 - 1.96 * Math.sqrt((11.5 / 13 - (10 / 13) ** 2) / 13)),
          high: 100,
        },
      },
    },
  }),
  handBook({
    name: 'a customer counts once, with the latest answer before D in the zone of the shop',
    asOf: D,
    orders: ordersOfMany(1, 3, ['2024-04-01']),
    settings: {
      answers: [
        answer(1, 10, '2024-05-01'),
        answer(1, 3, '2024-05-20'),
        // a second before midnight in Tokyo, and midnight
        { customerId: 2, score: 9, at: '2024-05-31T14:59:59Z' },
        { customerId: 2, score: 0, at: '2024-05-31T15:00:00Z' },
        answer(3, 7, D),
      ],
    },
    expected: {
      // 1: the 3, 2: the 9; the answers of 1 June are not known yet
      nps: { headline: few(1, 0, 1), allAnswers: 3, tribe: 1 },
    },
  }),
  handBook({
    name: 'the trend looks back on 30 days, the day itself included, and on the latest answer in them',
    asOf: D,
    orders: ordersOfMany(1, 3, ['2024-04-01']),
    settings: {
      answers: [
        answer(1, 0, '2024-05-01'),
        answer(2, 10, '2024-05-02'),
        answer(3, 9, '2024-05-10'),
        answer(3, 3, '2024-05-20'),
      ],
    },
    expected: {
      nps: {
        trend: [
          { from: '2024-05-01', days: 1, of: few(0, 0, 1) },
          { from: '2024-05-02', days: 8, of: few(1, 0, 1) },
          { from: '2024-05-10', days: 10, of: few(2, 0, 1) },
          { from: '2024-05-20', days: 11, of: few(1, 0, 2) },
          // 1 May is the 31st day back
          { from: '2024-05-31', days: 1, of: few(1, 0, 1) },
        ].flatMap(({ from, days, of }) =>
          Array.from({ length: days }, (_, index) => ({ day: dayAfter(from, index), ...of })),
        ),
      },
    },
  }),
  handBook({
    name: 'a trend of more than 182 days has a point a week, the last observed day the last',
    asOf: D,
    orders: ordersOfMany(1, 1, ['2023-01-01']),
    // 183 days before D: points on 31 May and each seventh day before, back to 2 December
    settings: { answers: [answer(1, 9, dayAfter(D, -183))] },
    expected: {
      nps: {
        trend: Array.from({ length: 27 }, (_, index) => ({
          day: dayAfter(D, -183 + 7 * index),
          // 1 to 29 December
          ...few(index < 5 ? 1 : 0, 0, 0),
        })),
      },
    },
  }),
  handBook({
    name: 'by source and by month a customer counts once in each; a month between has none',
    asOf: D,
    orders: ordersOfMany(1, 2, ['2024-01-15']),
    settings: {
      answers: [
        { ...answer(1, 10, '2024-01-31'), source: 'thank_you' },
        // midnight in Tokyo: February
        { customerId: 2, score: 2, at: '2024-01-31T15:00:00Z', source: 'link' },
        { ...answer(1, 8, '2024-04-30'), source: 'thank_you' },
        { ...answer(1, 0, '2024-05-01'), source: 'storefront' },
      ],
    },
    expected: {
      nps: {
        bySource: [
          { key: 'thank_you', ...few(0, 1, 0) },
          { key: 'order_status', ...few(0, 0, 0) },
          { key: 'storefront', ...few(0, 0, 1) },
          { key: 'link', ...few(0, 0, 1) },
        ],
        byMonth: [
          { key: '2024-01', ...few(1, 0, 0) },
          { key: '2024-02', ...few(0, 0, 1) },
          { key: '2024-03', ...few(0, 0, 0) },
          { key: '2024-04', ...few(0, 1, 0) },
          { key: '2024-05', ...few(0, 0, 1) },
        ],
      },
    },
  }),
  handBook({
    name: 'reasons are those of the latest answers, of detractors',
    asOf: D,
    orders: ordersOfMany(1, 5, ['2024-04-01']),
    settings: {
      answers: [
        { ...answer(1, 6), reason: 'indifference' },
        { ...answer(2, 0), reason: 'product' },
        { ...answer(3, 4), reason: 'product' },
        answer(4, 5),
        // a better score since
        { ...answer(5, 1), reason: 'other' },
        answer(5, 7, '2024-05-30'),
      ],
    },
    expected: {
      nps: {
        reasons: { indifference: 1, product: 2, competitor: 0, other: 0, unsaid: 1 },
        reasonsByEdition: [{ edition: 1, indifference: 1, product: 2, competitor: 0, other: 0 }],
      },
    },
  }),
  handBook({
    name: 'a reason counts with those of its own edition',
    asOf: D,
    orders: ordersOfMany(1, 6, ['2024-04-01']),
    settings: {
      answers: [
        { ...answer(1, 6), reason: 'indifference' },
        { ...answer(2, 0), reason: 'indifference', edition: 2 },
        { ...answer(3, 4), reason: 'indifference', edition: 2 },
        { ...answer(4, 5), reason: 'other', edition: 2 },
        // without a reason it is of none
        { ...answer(5, 5), edition: 2 },
        // the latest answer alone: the first one was of the first edition
        { ...answer(6, 1), reason: 'product' },
        { ...answer(6, 2, '2024-05-30'), reason: 'competitor', edition: 2 },
      ],
    },
    expected: {
      nps: {
        reasons: { indifference: 3, product: 0, competitor: 1, other: 1, unsaid: 1 },
        reasonsByEdition: [
          { edition: 1, indifference: 1, product: 0, competitor: 0, other: 0 },
          { edition: 2, indifference: 2, product: 0, competitor: 1, other: 1 },
        ],
      },
    },
  }),
];
