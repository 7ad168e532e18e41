import { wasNamed } from '../../store/survey/survey';
import type { MessageContext } from './answer.server';
import { limitsOf } from './limits.server';
import type { Message, Problem } from '../message/contract';
import { readLinkToken, readFormToken } from '../proof/tokens.server';

/** Who sends a survey message, as Shopify signed it. */
export interface Sender {
  /** domain */
  shop: string;
  /** numeric id of the logged-in customer */
  customer: string | null;
  /** of the session token; null: the message comes through the app proxy */
  tokenId: string | null;
  /** of the address that the app proxy signed; null: the message comes with a session token */
  signature: string | null;
  /** prefix of the sender's network; null where no trusted proxy names it */
  network?: string | null;
}

export type AuthorisedSender = { message: Message; context: MessageContext } | { problem: Problem };

/**
 * Narrows a message to what its sender may say. An extension of Shopify's own pages speaks of an order,
 * which its number or its customer proves. On the shop's pages, which name no order, a logged-in customer
 * speaks as this customer, an anonymous visitor for the browser or for a form's token, and the holder of
 * a signed link for the link's order, whether logged in or not.
 */
export async function authoriseSender(message: Message, sender: Sender): Promise<AuthorisedSender> {
  const { shop, customer, tokenId, signature, network = null } = sender;
  const onShopifysPages = message.source === 'thank_you' || message.source === 'order_status';
  if (onShopifysPages !== (tokenId !== null)) return { problem: 'bad_source' };
  const as = (own: Message, by: string | null): AuthorisedSender => ({
    message: own,
    context: {
      customer: by,
      limits: limitsOf(own, { customer: by, tokenId, signature, network }),
    },
  });
  if (onShopifysPages)
    return message.order ? as({ ...message, visitor: null }, customer) : { problem: 'bad_order' };
  const token = message.token ?? '';
  if (message.source === 'link') {
    const link = readLinkToken(token);
    // a shop may change its domain while a mailed link is valid
    const isOurs = link !== null && (link.shop === shop || (await wasNamed(shop, link.shop)));
    return isOurs
      ? as({ ...message, order: link.order, number: null, visitor: null }, null)
      : { problem: 'bad_token' };
  }
  const own = { ...message, order: null, number: null };
  if (customer !== null) return as({ ...own, visitor: null }, customer);
  const visitor = token === '' ? message.visitor : readFormToken(shop, token);
  if (token !== '' && visitor === null) return { problem: 'bad_token' };
  return visitor ? as({ ...own, visitor }, null) : { problem: 'bad_visitor' };
}
