import type { Book } from '../oracle/book';
import {
  LEAVE_REASONS,
  type AnswerFact,
  type AnswerSource,
  type ViewFact,
} from '../oracle/settings';
import { randomDay, randomInstant } from './random-time';
import type { Chance } from './random-source';

type Who = Pick<AnswerFact, 'orderId' | 'customerId' | 'visitor'>;

/** A person to ask, with time and place. */
interface Asked {
  who: Who;
  at: string;
  source: AnswerSource;
}

const HOUR = 3_600_000;

function after(at: string, hours: number): string {
  return new Date(Date.parse(at) + hours * HOUR).toISOString();
}

/** Buyers on the pages of their orders or by mail; some are logged in, at times as another customer. */
function askedOfOrders(chance: Chance, book: Book): Asked[] {
  const ids = book.customers.map(({ id }) => id);
  return book.orders
    .filter(() => chance.happens(0.4))
    .map((order) => ({
      who: {
        orderId: order.id,
        customerId: chance.happens(0.2) ? (ids[chance.whole(0, ids.length - 1)] ?? null) : null,
      },
      at: after(order.processedAt, chance.pick([0, 0, 0, 3, 30, 400])),
      source: chance.pick(['thank_you', 'thank_you', 'order_status', 'link']),
    }));
}

/** On the storefront: customers (one in ten has never bought), anonymous visitors; and unread orders. */
function askedElsewhere(chance: Chance, book: Book, asOf: string): Asked[] {
  const some = (count: number, who: (index: number) => Who, source: AnswerSource): Asked[] =>
    Array.from({ length: count }, (_, index) => ({
      who: who(index),
      at: randomInstant(chance, randomDay(chance, asOf, chance.pick([60, 400])), book.timezone),
      source,
    }));
  const customers = book.customers.filter(() => chance.happens(0.3));
  return [
    ...some(
      customers.length,
      (index) => ({ customerId: customers[index]?.id ?? null }),
      'storefront',
    ),
    ...some(5, (index) => ({ customerId: 70_000 + (index % 3) }), 'storefront'),
    ...some(25, (index) => ({ visitor: `visitor ${String(index)}` }), 'storefront'),
    ...some(15, (index) => ({ orderId: 900_000 + index }), 'thank_you'),
  ];
}

/** Answers and views: some answers have no view, and many views no answer. */
export function randomAnswers(
  chance: Chance,
  book: Book,
  asOf: string,
): { answers: AnswerFact[]; views: ViewFact[] } {
  const views: ViewFact[] = [];
  const answers: AnswerFact[] = [];
  for (const { who, at, source } of [
    ...askedOfOrders(chance, book),
    ...askedElsewhere(chance, book, asOf),
  ]) {
    if (chance.happens(0.8))
      views.push({
        ...who,
        source,
        at,
        ...(chance.happens(0.3) ? { dismissedAt: after(at, chance.whole(0, 30)) } : {}),
      });
    if (chance.happens(0.4)) continue;
    const score = chance.whole(0, 10);
    answers.push({
      ...who,
      source: chance.happens(0.9) ? source : 'order_status',
      score,
      at: after(at, chance.pick([0, 0, 1, 50])),
      ...(score <= 6 && chance.happens(0.6)
        ? { reason: chance.pick(LEAVE_REASONS), edition: chance.pick([1, 2, 2] as const) }
        : {}),
    });
  }
  return { answers, views };
}
