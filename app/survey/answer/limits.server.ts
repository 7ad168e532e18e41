import { now } from '../../clock.server';
import { countedHash } from '../proof/hashes.server';
import type { Message } from '../message/message';

/** Messages that are taken within a minute; a buyer who answers and changes his mind sends about five. */
const MOST_OF_ONE = 30;
/** What a shop's largest hour could bring, five times over. */
const MOST_OF_A_SHOP = 30_000;
/**
 * Anonymous messages of a shop together. Anybody can send them, so they grow with what the shop sells:
 * a shop has some 50 visitors for each order, and most of them are asked once.
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
 * Messages for which one signature of the app proxy is good. Shopify signs each request anew, by the
 * second: a customer who asks, answers and writes words within one second sends three. All visitors of
 * whom nothing is known share a second's signature, so theirs is counted for each of them, and together.
 */
const MOST_OF_A_SIGNATURE = 5;
const MOST_OF_A_SECOND = { answer: 20, ask: 60 } as const;
/** A signature is taken for 90 seconds before and after its time (`authenticateProxy`). */
const SIGNATURE_SECONDS = 180;

/**
 * Messages of a shop within a day about orders that nothing proves yet, as those of the thank-you page
 * until the order is read: a buyer sends about four. One network has half of them, since a carrier puts
 * thousands of buyers behind one prefix. A proved order is never counted here.
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
 * Of these, what one sender may have: a session token is of one page, hence of one order, and lives for
 * minutes; a customer may buy several times a day.
 */
const UNPROVED_OF_ONE = { token: 20, customer: 60 };

/** A network is another one every day. */
const networkOf = (prefix: string): string =>
  countedHash('network', `${now().toISOString().slice(0, 10)}:${prefix}`);

export interface Limit {
  who: string;
  most: number;
  /** the time in which they are counted; 60 */
  seconds?: number;
  /** so many for each order that the shop has a day, from `most` to `atMost` */
  perDailyOrder?: number;
  atMost?: number;
  /** counts only messages whose order is proved, or is not */
  of?: 'proved' | 'unproved';
}

/** Who sends a message, as Shopify signed it. */
interface Sender {
  customer: string | null;
  /** of the session token, where there is one */
  tokenId: string | null;
  /** of the app proxy, where there is one */
  signature: string | null;
  /** the network's prefix, where a trusted proxy says it */
  network: string | null;
}

/**
 * Whose messages are counted with this one, in all web processes together: the customer's, or the
 * session token's, or the browser's; the order's with what proves it; the shop's.
 */
export function limitsOf(
  { kind, source, order, number, visitor }: Message,
  { customer, tokenId, signature, network }: Sender,
): Limit[] {
  const one = (what: string, id: string) => ({ who: countedHash(what, id), most: MOST_OF_ONE });
  const signed = (id: string, most: number): Limit => ({
    who: countedHash('signed', `${signature}:${id}`),
    most,
    seconds: SIGNATURE_SECONDS,
  });
  const does = kind === 'answer' ? 'answer' : 'ask';
  const unprovedBy = (what: keyof typeof UNPROVED_OF_ONE, id: string): Limit => ({
    ...{ who: `${countedHash(what, id)}-day`, most: UNPROVED_OF_ONE[what] },
    ...{ seconds: DAY_SECONDS, of: 'unproved' },
  });
  const anonymous = customer === null && tokenId === null && !order;
  const own = customer ?? order ?? visitor ?? '';
  return [
    // first: what a signature is used for again takes nothing from its customer
    ...(signature !== null ? [signed(own, MOST_OF_A_SIGNATURE)] : []),
    ...(signature !== null && anonymous ? [signed(does, MOST_OF_A_SECOND[does])] : []),
    ...(customer !== null ? [one('customer', customer)] : []),
    ...(customer === null && tokenId !== null ? [one('token', tokenId)] : []),
    // who names another's order without its number takes nothing from the buyer
    ...(order ? [one('order', [order, source === 'link', number, customer].join())] : []),
    ...(anonymous && visitor ? [one('visitor', visitor)] : []),
    ...(anonymous
      ? ANONYMOUS[does].map(({ window, ...limit }) => ({
          who: `shop-anonymous-${does}${window}`,
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
