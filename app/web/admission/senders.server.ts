import type { IncomingMessage } from 'node:http';
import { env } from '../../env.server';
import { isProxySigned } from '../../shopify/doors/proxy-signature';
import { acceptedSecrets, sessionTokenIn } from '../../shopify/doors/secrets.server';
import { buyerOf, staffOf } from '../../shopify/doors/session-token';
import type { Limit, Sender } from './limits.server';

/** Which door a request knocks at, as far as others' requests are concerned; a question about health waits for nobody. */
export type Knocking = 'webhook' | 'checkout' | 'proxy' | 'page' | 'file';

/**
 * Requests that may be under way at once. Together they are fewer than the connections: however many the app is
 * at work on, one more finds a place, and no kind of door takes another's.
 */
const WEBHOOKS: Limit = { of: 'webhooks', most: 350 };
const BUYERS: Limit = { of: 'buyers', most: 300 };
const FILES: Limit = { of: 'files', most: 150 };
const PAGES: Limit = { of: 'pages', most: 100 };

/** HMAC-SHA256 */
const SIGNATURE_BYTES = 32;

/** Of one token, signed address or signature of a body, each of which may be copied: a browser sends two. */
const MOST_ALIKE = 8;
/** Of the buyers of a shop, who have as many tokens as they open pages; and no more than are left for other shops'. */
const MOST_OF_BUYERS = 100;
/** Of the staff of a shop, in the same way: a page takes the one thread for milliseconds, and webhooks wait for it. */
const MOST_OF_STAFF = 16;
/** Of what nothing speaks for: a first document, an address that leads nowhere, a forged token. */
const MOST_OF_STRANGERS = 30;

/**
 * Tells whose a request is, before its body is read or anything is done for it. A webhook's signature is of
 * its body: until that is there it tells one delivery from another, and no more.
 */
export function senderOf(knocking: Knocking, request: IncomingMessage): Sender {
  switch (knocking) {
    case 'webhook': {
      // base64 has many spellings of one signature, and the shop's name is not signed
      const signature = Buffer.from(header(request, 'x-shopify-hmac-sha256'), 'base64');
      if (signature.length !== SIGNATURE_BYTES) return { limits: [WEBHOOKS], name: null };
      const name = `webhook ${signature.toString('base64')}`;
      return { limits: [{ of: name, most: MOST_ALIKE }, WEBHOOKS], name };
    }
    case 'checkout': {
      const buyer = buyerOf(tokenIn(request), env().SHOPIFY_API_KEY, Date.now() / 1_000);
      return buyer === null ? strangers(BUYERS) : buyersOf(buyer.shop, buyer.tokenId);
    }
    case 'proxy': {
      const query = queryOf(request);
      if (!isProxySigned(query, acceptedSecrets())) return strangers(BUYERS);
      return buyersOf(query.get('shop') ?? '', (query.get('signature') ?? '').toLowerCase());
    }
    case 'page': {
      const staff = staffOf(tokenIn(request), env().SHOPIFY_API_KEY, Date.now() / 1_000);
      if (typeof staff === 'string') return strangers(PAGES);
      const name = `staff of ${staff.shop}`;
      return { limits: [{ of: name, most: MOST_OF_STAFF, within: PAGES }, PAGES], name };
    }
    case 'file':
      return { limits: [FILES], name: null };
  }
}

function buyersOf(shop: string, proof: string): Sender {
  const name = `buyers of ${shop}`;
  const own = { of: `buyer ${proof}`, most: MOST_ALIKE };
  return { limits: [own, { of: name, most: MOST_OF_BUYERS, within: BUYERS }, BUYERS], name };
}

function strangers(all: Limit): Sender {
  const name = `strangers of ${all.of}`;
  return { limits: [{ of: name, most: MOST_OF_STRANGERS }, all], name };
}

const tokenIn = (request: IncomingMessage): string =>
  sessionTokenIn(header(request, 'authorization'), () => queryOf(request)) ?? '';

const header = ({ headers }: IncomingMessage, name: string): string => String(headers[name] ?? '');

const queryOf = ({ url = '' }: IncomingMessage): URLSearchParams =>
  new URLSearchParams(url.split('?').slice(1).join('?'));
