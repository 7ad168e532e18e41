import { wasNamed } from '../../store/survey/survey';
import type { Circumstances } from './answer.server';
import { limitsOf } from './limits.server';
import type { Message } from '../message/message';
import type { Problem } from '../message/problems';
import { linkOf, visitorOfForm } from '../proof/tokens.server';

/** Who knocks at a door, as Shopify signed it. */
export interface Speaker {
  /** domain */
  shop: string;
  /** numeric id of the customer who is logged in */
  customer: string | null;
  /** of the session token; null: he comes by the app proxy */
  tokenId: string | null;
  /** of the address that the app proxy signed; null: he comes with a session token */
  signature: string | null;
  /** of the network that he comes from, where a trusted proxy says so */
  network?: string | null;
}

export type Placed = { message: Message; circumstances: Circumstances } | { problem: Problem };

/**
 * A message as this speaker may send it. An extension of Shopify's own pages speaks of an order, which
 * its number or its customer proves. On the shop's pages, which name no order, a customer speaks for
 * himself, somebody unknown for his browser or for a form's token, and who holds a signed link for its
 * order, whoever is logged in.
 */
export async function placed(message: Message, speaker: Speaker): Promise<Placed> {
  const { shop, customer, tokenId, signature, network = null } = speaker;
  const onShopifysPages = message.source === 'thank_you' || message.source === 'order_status';
  if (onShopifysPages !== (tokenId !== null)) return { problem: 'bad_source' };
  const as = (own: Message, by: string | null): Placed => ({
    message: own,
    circumstances: {
      customer: by,
      limits: limitsOf(own, { customer: by, tokenId, signature, network }),
    },
  });
  if (onShopifysPages)
    return message.order ? as({ ...message, visitor: null }, customer) : { problem: 'bad_order' };
  const token = message.token ?? '';
  if (message.source === 'link') {
    const link = linkOf(token);
    // a link in a mail outlives the domain that it was signed for
    const isOurs = link !== null && (link.shop === shop || (await wasNamed(shop, link.shop)));
    return isOurs
      ? as({ ...message, order: link.order, number: null, visitor: null }, null)
      : { problem: 'bad_token' };
  }
  const own = { ...message, order: null, number: null };
  if (customer !== null) return as({ ...own, visitor: null }, customer);
  const visitor = token === '' ? message.visitor : visitorOfForm(shop, token);
  if (token !== '' && visitor === null) return { problem: 'bad_token' };
  return visitor ? as({ ...own, visitor }, null) : { problem: 'bad_visitor' };
}
