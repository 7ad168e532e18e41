import type { ServerResponse } from 'node:http';
import { env } from '../../env.server';

/**
 * Sets the security headers of every reply. Frame rules depend on the shop and are set with the document
 * (`app/shopify/document-headers.server.ts`). HSTS is set where the app is served over https, without
 * subdomains: the operator's others may not be.
 */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
  if (env().SHOPIFY_APP_URL.startsWith('https:'))
    response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}
