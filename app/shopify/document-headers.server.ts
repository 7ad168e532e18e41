import { env } from '../env.server';
import { addDocumentResponseHeaders } from './shopify.server';

/**
 * What Shopify asks of every document: only the shop that opened the app, and Shopify admin, may
 * frame it. A document opened for no shop is framed by nobody. None has a plug-in, or another
 * address to start relative ones from.
 */
export function documentHeaders(request: Request, headers: Headers): void {
  addDocumentResponseHeaders(request, headers);
  const framedBy = headers.get('Content-Security-Policy') ?? "frame-ancestors 'none';";
  headers.set('Content-Security-Policy', `${framedBy} base-uri 'none'; object-src 'none';`);
  // The library preloads the address on Shopify's CDN whatever address the page itself names.
  if (headers.has('Link'))
    headers.set('Link', `<${env().APP_BRIDGE_URL}>; rel="preload"; as="script"`);
  headers.append('Vary', 'Accept-Language');
}
