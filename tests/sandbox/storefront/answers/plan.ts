import type { SentMessage } from '../../../../app/survey/message/contract';
import { Random } from '../../worlds/distributions';
import { comment, type CommentKind } from './comments';
import { Mood } from './mood';
import type { AskableOrder } from './orders';
import { uuidFrom } from './uuid';
import { REASON_EDITION, REASONS } from '../../../../app/terms/reasons';

/** A message of a customer's browser to the app. */
export interface Saying {
  /** milliseconds since 1970 */
  at: number;
  message: SentMessage;
  /** the logged-in customer */
  customerId: number | null;
}

/** A customer's messages about one order, or on one visit, in order. */
export type Conversation = Saying[];

/** The shop has run the survey for 18 months. */
const ASKED_FOR_DAYS = 548;
/** Since then its pages ask as today's do: before, in the first edition of the reasons, and the thank-you page too. */
const TODAYS_PAGES_DAYS = 240;
const DAY = 86_400_000;
const SECOND = 1_000;
/** The app's own pause between surveys of a customer. */
const LEFT_IN_PEACE = 90 * DAY;

/** Shares of customers who see the page, of those who see the question, and of those who answer. */
const SEES_THE_PAGE = 0.6;
const ANSWERS = 0.3;
const PUTS_AWAY = 0.12;
const SAYS_MORE = 0.55;
/** Storefront answers per order, by visitors with an account or without. */
const ON_THE_STOREFRONT = 0.012;

/**
 * The customers' messages to the app in 18 months, oldest first; the same orders give the same messages. An
 * order's messages depend on it and on earlier orders only, so later orders change nothing.
 * @param orders oldest first
 * @param until the time of the last possible message
 */
export function answersPlan(orders: readonly AskableOrder[], until: Date): Conversation[] {
  const mood = new Mood(orders, until);
  const renewed = until.getTime() - TODAYS_PAGES_DAYS * DAY;
  const asked = new Map<number, number>();
  const begin = until.getTime() - ASKED_FOR_DAYS * DAY;
  const plan = orders
    .filter(({ at }) => at >= begin)
    .map((order): Conversation => {
      const random = new Random(`answers ${String(order.id)}`);
      if (random.chance(ON_THE_STOREFRONT)) return onTheStorefront(order, mood, random, renewed);
      if (!random.chance(SEES_THE_PAGE)) return [];
      const { customerId } = order;
      const last = customerId === null ? undefined : asked.get(customerId);
      const [source, at] = place(order, random);
      const told = about(source, order);
      const ask = { at, customerId: null, message: asking(told, order) };
      if (last !== undefined && at - last < LEFT_IN_PEACE) return random.chance(0.1) ? [ask] : [];
      if (customerId !== null) asked.set(customerId, at);
      if (random.chance(ANSWERS))
        return [ask, ...answering(told, order, at, null, mood, random, at >= renewed)];
      if (!random.chance(PUTS_AWAY)) return [ask];
      const away = at + random.whole(4, 30) * SECOND;
      return [ask, { at: away, customerId: null, message: { kind: 'dismissal', ...told } }];
    });
  return plan
    .map((sayings) => sayings.filter(({ at }) => at < until.getTime()))
    .filter((sayings) => sayings.length > 0)
    .sort(([a], [b]) => (a?.at ?? 0) - (b?.at ?? 0));
}

type About = Pick<
  Extract<SentMessage, { kind: 'answer' }>,
  'source' | 'order' | 'number' | 'visitor'
>;
type Place = 'thank_you' | 'order_status' | 'link';

/** The two pages prove the order by its number; a link is its own proof. */
function about(source: Place, { id, number }: AskableOrder): About {
  return { source, order: String(id), ...(source !== 'link' && { number }) };
}

/**
 * Place and time of the question: most customers see it directly after the purchase. Shopify's pages do not
 * ask about an order without a number, so the shop sends a link.
 */
function place({ at, number }: AskableOrder, random: Random): [Place, number] {
  const drawn = random.weighted(['thank_you', 'order_status', 'link'] as const, (one) =>
    one === 'thank_you' ? 84 : one === 'order_status' ? 11 : 5,
  );
  const kind = number === null ? 'link' : drawn;
  const later = { thank_you: 40 * SECOND, order_status: 2 * DAY, link: 12 * DAY }[kind];
  return [kind, at + Math.round(later * (0.5 + random.next()))];
}

function asking(told: About, { language }: AskableOrder): SentMessage {
  return { kind: 'ask', ...told, language };
}

/** The score, and a little later its reason or comment. */
function answering(
  told: About,
  order: AskableOrder,
  asked: number,
  customerId: number | null,
  mood: Mood,
  random: Random,
  isTodays: boolean,
): Saying[] {
  const { language } = order;
  const key = (no: number): string => uuidFrom(`answer ${String(order.id)} ${String(no)}`);
  const score = mood.score(order, random);
  const at = asked + random.whole(6, 50) * SECOND;
  const base = { kind: 'answer', ...told, language, score } as const;
  const first = { at, customerId, message: { ...base, key: key(1) } };
  if (!random.chance(SAYS_MORE)) return [first];
  const more = said(score, order, random, pageOf(told.source, isTodays));
  if (more === null) return [first];
  const later = at + random.whole(8, 120) * SECOND;
  return [first, { at: later, customerId, message: { ...base, ...more, key: key(2) } }];
}

/** Most detractors are indifferent. */
const REASON_WEIGHTS = { indifference: 58, product: 17, competitor: 11, other: 14 };

/** What a page asks after the score: today's thank-you page, before the delivery, only for a comment. */
type Page = 'first' | 'todays' | 'early';

const pageOf = (source: string, isTodays: boolean): Page =>
  !isTodays ? 'first' : source === 'thank_you' ? 'early' : 'todays';

function said(score: number, order: AskableOrder, random: Random, page: Page) {
  const felt = score <= 6 ? random.weighted(REASONS, (one) => REASON_WEIGHTS[one]) : null;
  const reason = page === 'early' ? null : felt;
  const about = felt ?? (score <= 8 ? 'passive' : 'promoter');
  const kind: CommentKind = page === 'todays' && about === 'indifference' ? 'followUp' : about;
  const words = random.chance(felt === null ? 0.75 : 0.4)
    ? comment(kind, order.language, order.product, random)
    : null;
  if (reason === null && words === null) return null;
  const consents =
    page !== 'early' &&
    words !== null &&
    random.chance(score <= 6 ? 0.08 : score <= 8 ? 0.25 : 0.5);
  return {
    ...(reason !== null && { reason }),
    ...(reason !== null && page === 'todays' && { edition: REASON_EDITION }),
    ...(words !== null && { comment: words }),
    ...(consents && { voice: true }),
  };
}

/** The messages of a storefront visit without a purchase, from a known customer or an unknown visitor. */
function onTheStorefront(
  order: AskableOrder,
  mood: Mood,
  random: Random,
  renewed: number,
): Saying[] {
  const at = order.at + random.whole(20, 40) * DAY;
  const known = order.customerId !== null && random.chance(0.6);
  const customerId = known ? order.customerId : null;
  const visitor = known ? null : uuidFrom(`visitor ${String(order.id)}`);
  const told = { source: 'storefront', visitor } as const;
  const ask = { at, customerId, message: asking(told, order) };
  if (!random.chance(ANSWERS)) return [ask];
  return [ask, ...answering(told, order, at, customerId, mood, random, at >= renewed)];
}
