import type { AnswerFact } from '../oracle/settings';
import { dayAfter, handBook, ordersOfMany, type HandBook } from './build';

const START = '2024-01-01';

/** One answer a day of a new customer each from `from` to `to` (days after 1 January), at noon in Tokyo. */
function daily(from: number, to: number, score: number): AnswerFact[] {
  return Array.from({ length: to - from + 1 }, (_, at) => ({
    customerId: from + at + 1,
    score,
    at: `${dayAfter(START, from + at)}T03:00:00Z`,
  }));
}

const book = (
  name: string,
  days: number,
  answers: AnswerFact[],
  badWeeks: HandBook['expected']['nps'],
): HandBook =>
  handBook({
    name,
    asOf: dayAfter(START, days),
    orders: ordersOfMany(1, 300, ['2023-12-01']),
    settings: { answers },
    expected: { nps: badWeeks ?? {} },
  });

// 60 days of 10, then of 0. In a window of 30 answers with d zeros, the interval is
// 100 x ((30 - 2d) / 33 -+ 1.96 x sqrt((31.5 / 33 - ((30 - 2d) / 33)^2) / 33)):
// d = 0: 78.7 to 100; d = 6: to 82.2; d = 7: to 77.4; d = 23: from -77.4; d = 24: from -82.2; d = 30: to -78.7.
// Day 66 has the seventh zero: the windows that end on days 66, 73 and 80 are the first three under 78.7.
// Day 82 has 23 zeros: the last window that lies over three of zeros alone. It ended 44 days before day 126.
export const BAD_WEEKS_BOOKS: readonly HandBook[] = [
  book(
    'three windows of zeros after tens are bad weeks',
    81,
    [...daily(0, 59, 10), ...daily(60, 80, 0)],
    {
      badWeeks: [
        {
          from: dayAfter(START, 66),
          to: dayAfter(START, 80),
          // 21 of 30 are zeros
          lowest: -40,
          lowestDay: dayAfter(START, 80),
          detractors: 21,
          before: 100,
        },
      ],
    },
  ),
  book('a day earlier there are two', 80, [...daily(0, 59, 10), ...daily(60, 79, 0)], {
    badWeeks: [],
  }),
  book(
    'bad weeks end when the window before them is bad, too',
    200,
    [...daily(0, 59, 10), ...daily(60, 199, 0)],
    {
      badWeeks: [
        {
          from: dayAfter(START, 66),
          to: dayAfter(START, 126),
          lowest: -100,
          lowestDay: dayAfter(START, 89),
          detractors: 30,
          before: 100,
        },
      ],
    },
  ),
];
