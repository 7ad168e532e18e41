import type { IdTokens } from './id-token';
import { NotInLocalShopify } from './refusal';

export interface FetchOptions {
  tokens: IdTokens;
  /** origins besides the page's own that may receive a token */
  appOrigins: string[];
  /** opens the address at which the app asks the merchant for consent */
  reauthorise(url: string): void;
  native: typeof fetch;
}

/**
 * `fetch` as App Bridge gives it to the app: requests to the app's own origin carry the session token; one
 * that the app refuses with `X-Shopify-Retry-Invalid-Session-Request` is retried once with a fresh token.
 */
export function authorisedFetch(options: FetchOptions): typeof fetch {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address.startsWith('shopify:'))
      throw new NotInLocalShopify(`Direct API access (fetch of ${address})`);
    if (!mayCarryToken(new URL(address, document.baseURI), options.appOrigins))
      return options.native(input, init);

    const request = new Request(input, init);
    if (request.headers.has('Authorization')) return options.native(request);
    const spare = request.clone();
    let response = await options.native(authorised(request, await options.tokens.current()));
    if (response.status === 401 && flagged(response, 'X-Shopify-Retry-Invalid-Session-Request'))
      response = await options.native(authorised(spare, await options.tokens.renewed()));
    followReauthorisation(response, options);
    return response;
  };
}

function authorised(request: Request, token: string): Request {
  request.headers.set('Authorization', `Bearer ${token}`);
  request.headers.set('X-Requested-With', 'XMLHttpRequest');
  return request;
}

/** The app's origin, the origins it named, and their subdomains. */
function mayCarryToken(url: URL, appOrigins: string[]): boolean {
  return [location.origin, ...appOrigins].some((text) => {
    const origin = new URL(text);
    if (url.origin === origin.origin) return true;
    return url.protocol === origin.protocol && url.hostname.endsWith(`.${origin.hostname}`);
  });
}

function followReauthorisation(response: Response, options: FetchOptions): void {
  const url = response.headers.get('X-Shopify-API-Request-Failure-Reauthorize-Url');
  if (url !== null) options.reauthorise(url);
  else if (flagged(response, 'X-Shopify-API-Request-Failure-Reauthorize'))
    throw new NotInLocalShopify('Reauthorisation without an address');
}

function flagged(response: Response, header: string): boolean {
  return response.headers.get(header) === '1';
}
