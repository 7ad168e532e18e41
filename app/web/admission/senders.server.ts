import type { IncomingMessage } from 'node:http';
import { env } from '../../env.server';
import { isProxySigned } from '../../shopify/doors/proxy-signature';
import { acceptedSecrets, sessionTokenIn } from '../../shopify/doors/secrets.server';
import { buyerOf, staffOf } from '../../shopify/doors/session-token';
import type { Limit, RequestSender } from './limits.server';

/** Kinds of doors, each with its own limits; health requests have none. */
export type DoorKind = 'webhook' | 'checkout' | 'proxy' | 'page' | 'file' | 'download';

/**
 * Requests in flight of each kind of door. Together they are fewer than the connections, so that one more
 * can always connect, and no kind takes another's places.
 */
const WEBHOOKS: Limit = { of: 'webhooks', most: 350 };
const BUYERS: Limit = { of: 'buyers', most: 300 };
const FILES: Limit = { of: 'files', most: 150 };
const PAGES: Limit = { of: 'pages', most: 100 };
/** A download may last for minutes, while its browser is slow. */
const DOWNLOADS: Limit = { of: 'downloads', most: 40 };

/** HMAC-SHA256 */
const SIGNATURE_BYTES = 32;

/** Requests of one token, signed address or body signature, which may be copied; a browser sends two. */
const MOST_ALIKE = 8;
/** Requests of a shop's buyers, whose pages each have another token; at most as many as places are free. */
const MOST_OF_BUYERS = 100;
/**
 * Requests of a shop's staff, at most as many as places are free: a page takes the one thread for
 * milliseconds, and webhooks wait for it.
 */
const MOST_OF_STAFF = 16;
/** More than the app gives addresses for at once (`terms/files`): at a limit the slowest download ends. */
const MOST_DOWNLOADS_OF_SHOP = 8;
/** Unauthenticated requests: a first document, an unknown address, a forged token. */
const MOST_OF_STRANGERS = 30;

/**
 * Identifies a request's sender by its headers, before any other work. A webhook's signature is of its body:
 * until the body is read it only distinguishes deliveries.
 */
export function senderOf(kind: DoorKind, request: IncomingMessage): RequestSender {
  switch (kind) {
    case 'webhook': {
      // decoded, since base64 has many spellings of one signature; the shop's header is not signed
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
    case 'download': {
      const staff = staffOf(tokenIn(request), env().SHOPIFY_API_KEY, Date.now() / 1_000);
      if (typeof staff === 'string') return strangers(PAGES);
      const name = `downloads of ${staff.shop}`;
      return {
        limits: [{ of: name, most: MOST_DOWNLOADS_OF_SHOP, within: DOWNLOADS }, DOWNLOADS],
        name,
      };
    }
    case 'file':
      return { limits: [FILES], name: null };
  }
}

function buyersOf(shop: string, proof: string): RequestSender {
  const name = `buyers of ${shop}`;
  const own = { of: `buyer ${proof}`, most: MOST_ALIKE };
  return { limits: [own, { of: name, most: MOST_OF_BUYERS, within: BUYERS }, BUYERS], name };
}

function strangers(all: Limit): RequestSender {
  const name = `strangers of ${all.of}`;
  return { limits: [{ of: name, most: MOST_OF_STRANGERS }, all], name };
}

const tokenIn = (request: IncomingMessage): string =>
  sessionTokenIn(header(request, 'authorization'), () => queryOf(request)) ?? '';

const header = ({ headers }: IncomingMessage, name: string): string => String(headers[name] ?? '');

const queryOf = ({ url = '' }: IncomingMessage): URLSearchParams =>
  new URLSearchParams(url.split('?').slice(1).join('?'));
