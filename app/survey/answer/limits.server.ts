import { now } from '../../clock.server';
import { rateLimitHash } from '../proof/hashes.server';
import type { Message } from '../message/contract';

/** Messages of one sender within a minute; a buyer who answers and changes the answer sends about five. */
const MOST_OF_ONE = 30;
/** Five times the largest hour that a shop could have. */
const MOST_OF_A_SHOP = 30_000;
/**
 * All anonymous messages of a shop. They need no proof, so the limits grow with the shop's orders: a shop
 * has some 50 visitors for each order, and most of them are asked once.
 */
const ANONYMOUS = {
  answer: [
    { window: '', most: 60, perDailyOrder: 0.1, atMost: 1_200 },
    { window: '-day', most: 500, perDailyOrder: 20, atMost: 200_000, seconds: 86_400 },
  ],
  ask: [
    { window: '', most: 300, perDailyOrder: 1, atMost: 1_200 },
    { window: '-day', most: 20_000, perDailyOrder: 200, atMost: 1_000_000, seconds: 86_400 },
  ],
} as const;

/**
 * Messages that one signature of the app proxy may carry. Shopify's signatures change every second: a
 * customer who asks, answers and comments within one second sends three. Anonymous visitors share a
 * second's signature, so their messages are counted per visitor and together.
 */
const MOST_OF_A_SIGNATURE = 5;
const MOST_OF_A_SECOND = { answer: 20, ask: 60 } as const;
/** A signature is valid for 90 seconds before and after its time (`authenticateProxy`). */
const SIGNATURE_SECONDS = 180;

/**
 * Messages of a shop within a day about unproved orders, as the thank-you page sends them until the order
 * is read: about four a buyer. One network may have half of them, since a carrier puts thousands of buyers
 * behind one prefix. Proved orders do not count here.
 */
const UNPROVED = { most: 2_000, perDailyOrder: 12, atMost: 1_000_000 };
const DAY_SECONDS = 86_400;

function unproved(who: string, share: number): Limit {
  return {
    who: `${who}-day`,
    most: UNPROVED.most * share,
    perDailyOrder: UNPROVED.perDailyOrder * share,
    atMost: UNPROVED.atMost * share,
    ...{ seconds: DAY_SECONDS, of: 'unproved' },
  };
}

/**
 * One sender's part of them: a session token belongs to one page, hence to one order, and lives for
 * minutes; a customer may buy several times a day.
 */
const UNPROVED_OF_ONE = { token: 20, customer: 60 };

/** The hash contains the day, so that it cannot follow a network. */
const networkOf = (prefix: string): string =>
  rateLimitHash('network', `${now().toISOString().slice(0, 10)}:${prefix}`);

export interface Limit {
  who: string;
  most: number;
  /** the window; by default 60 */
  seconds?: number;
  /** messages for each order that the shop has a day, from `most` up to `atMost` */
  perDailyOrder?: number;
  atMost?: number;
  /** counts only messages with a proved, or with an unproved order */
  of?: 'proved' | 'unproved';
}

/** The ids of a message's sender, as Shopify signed them. */
interface SenderIds {
  customer: string | null;
  /** of the session token; null without one */
  tokenId: string | null;
  /** of the app proxy; null without one */
  signature: string | null;
  /** the network's prefix; null where no trusted proxy names it */
  network: string | null;
}

/**
 * The limits that a message counts against, over all web processes: its customer's, session token's or
 * browser's; its order's with the order's proof; its shop's.
 */
export function limitsOf(
  { kind, source, order, number, visitor }: Message,
  { customer, tokenId, signature, network }: SenderIds,
): Limit[] {
  const perSender = (what: string, id: string) => ({
    who: rateLimitHash(what, id),
    most: MOST_OF_ONE,
  });
  const signed = (id: string, most: number): Limit => ({
    who: rateLimitHash('signed', `${signature}:${id}`),
    most,
    seconds: SIGNATURE_SECONDS,
  });
  const action = kind === 'answer' ? 'answer' : 'ask';
  const unprovedBy = (what: keyof typeof UNPROVED_OF_ONE, id: string): Limit => ({
    ...{ who: `${rateLimitHash(what, id)}-day`, most: UNPROVED_OF_ONE[what] },
    ...{ seconds: DAY_SECONDS, of: 'unproved' },
  });
  const anonymous = customer === null && tokenId === null && !order;
  const senderId = customer ?? order ?? visitor ?? '';
  return [
    // first, so that a replayed signature takes nothing from its customer
    ...(signature !== null ? [signed(senderId, MOST_OF_A_SIGNATURE)] : []),
    ...(signature !== null && anonymous ? [signed(action, MOST_OF_A_SECOND[action])] : []),
    ...(customer !== null ? [perSender('customer', customer)] : []),
    ...(customer === null && tokenId !== null ? [perSender('token', tokenId)] : []),
    // by number as well: a stranger who names the order takes nothing from its buyer
    ...(order ? [perSender('order', [order, source === 'link', number, customer].join())] : []),
    ...(anonymous && visitor ? [perSender('visitor', visitor)] : []),
    ...(anonymous
      ? ANONYMOUS[action].map(({ window, ...limit }) => ({
          who: `shop-anonymous-${action}${window}`,
          ...limit,
        }))
      : []),
    ...(order && customer !== null ? [unprovedBy('customer', customer)] : []),
    ...(order && customer === null && tokenId !== null ? [unprovedBy('token', tokenId)] : []),
    ...(network !== null && order ? [unproved(networkOf(network), 0.5)] : []),
    ...(order ? [unproved('shop-unproved', 1)] : []),
    { who: 'shop', most: MOST_OF_A_SHOP, of: 'proved' },
  ];
}
