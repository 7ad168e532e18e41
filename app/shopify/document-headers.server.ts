import { env } from '../env.server';
import { addDocumentResponseHeaders } from './shopify.server';

/**
 * Sets the headers that Shopify requires of every document: only Shopify admin and the shop that opened
 * the app may frame it, and a document of no shop is not framed at all. Plug-ins and a base address are
 * forbidden.
 */
export function setDocumentHeaders(request: Request, headers: Headers): void {
  addDocumentResponseHeaders(request, headers);
  const framedBy = headers.get('Content-Security-Policy') ?? "frame-ancestors 'none';";
  headers.set('Content-Security-Policy', `${framedBy} base-uri 'none'; object-src 'none';`);
  // the library preloads App Bridge from Shopify's CDN, whatever address the page uses
  if (headers.has('Link'))
    headers.set('Link', `<${env().APP_BRIDGE_URL}>; rel="preload"; as="script"`);
  headers.append('Vary', 'Accept-Language');
}
