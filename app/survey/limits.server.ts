import { countedHash } from './hashes.server';
import type { Message } from './message';

/** Messages that are taken within a minute; a buyer who answers and changes his mind sends about five. */
const MOST_OF_ONE = 30;
/** What a shop's largest hour could bring, five times over. */
const MOST_OF_A_SHOP = 30_000;
/** Who says who he is can be counted himself; the others of a shop are counted together, those who answer for themselves. */
const MOST_ANONYMOUS = 1_200;

export interface Limit {
  who: string;
  most: number;
}

/**
 * Whose messages are counted with this one, in all web processes together: the customer's, or the
 * session token's, or the browser's; the order's; the shop's. On the storefront an order is the page's
 * word, which costs its buyer nothing.
 * @param tokenId of the session token, where there is one
 */
export function limitsOf(
  { kind, source, order, visitor }: Message,
  customer: string | null,
  tokenId: string | null,
): Limit[] {
  const one = (what: string, id: string) => ({ who: countedHash(what, id), most: MOST_OF_ONE });
  const together = kind === 'answer' ? 'shop-anonymous-answer' : 'shop-anonymous-ask';
  const anonymous = customer === null && tokenId === null && !order;
  return [
    ...(customer !== null ? [one('customer', customer)] : []),
    ...(customer === null && tokenId !== null ? [one('token', tokenId)] : []),
    ...(order && source !== 'storefront' ? [one('order', order)] : []),
    ...(anonymous && visitor ? [one('visitor', visitor)] : []),
    ...(anonymous ? [{ who: together, most: MOST_ANONYMOUS }] : []),
    { who: 'shop', most: MOST_OF_A_SHOP },
  ];
}
