import { isIP } from 'node:net';

/** The options of `npm run setup:shopify`. */
export interface SetupValues {
  clientId: string;
  /** the app's origin */
  url: string;
  /** whether the app asks every shop for `read_customer_merge` and subscribes to merges */
  customerMerge: boolean;
  /** whether it leaves out `read_all_orders`, which Shopify has not granted yet */
  recentOrdersOnly: boolean;
}

/** Names that are not public (RFC 2606, 6761, 6762, 8375), and the examples of documents. */
const NOWHERE =
  /(?:^|\.)(?:your-?(?:domain|app|shop|company)\.[a-z]+|example|example\.(?:com|net|org)|test|invalid|localhost|local|internal|home\.arpa)$/;

/** The problem of a client id, as a sentence; null for a possible one. */
export function clientIdProblem(text: string): string | null {
  if (/^shpss_/.test(text))
    return 'That is the client secret. --client-id takes the client ID that stands above it; the secret goes into omega.env.';
  if (/^[0-9a-f]{32}$/.test(text) && new Set(text).size > 1) return null;
  return `"${text}" is no client ID; expected its 32 characters of 0-9 and a-f, from Dev Dashboard → your app → Settings.`;
}

/** The problem of the app's address, as a sentence that says what to give instead; null for a good one. */
export function urlProblem(text: string): string | null {
  const like = 'for example https://numbers.your-domain.com';
  if (!URL.canParse(text)) return `"${text}" is no address; expected one with https://, ${like}.`;
  const { protocol, origin, host, hostname, port, pathname, search, hash, username, password } =
    new URL(text);
  if (protocol === 'http:')
    return `"${text}" begins with http://. Shopify calls https:// only; TLS ends in the proxy before the app.`;
  if (protocol !== 'https:')
    return `"${text}" is no web address; expected one with https://, ${like}.`;
  if (username !== '' || password !== '')
    return `"${host}" is enough: leave name and password out.`;
  if (search !== '' || hash !== '' || pathname !== '/')
    return `"${text}" has more than the origin. Shopify would put all of it before every address of the app; give ${origin}.`;
  if (port !== '')
    return `"${text}" has a port. Shopify calls 443; let a proxy there lead to ${port}.`;
  const name = hostname.replace(/\.$/, '');
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0 || !name.includes('.') || NOWHERE.test(name))
    return `Shopify cannot reach "${hostname}"; expected a public name that is yours, ${like}.`;
  if (/(?:^|\.)(?:myshopify\.com|shopify\.com)$/.test(name))
    return `"${hostname}" is Shopify's; expected the address of the app's web process, ${like}.`;
  return text === origin
    ? null
    : `"${text}" is not written as Shopify compares it; give ${origin}.`;
}
