import type { ServerResponse } from 'node:http';
import { env } from '../../env.server';

/**
 * What every answer says to browsers, whoever gave it. Who may frame a document depends on its shop
 * and is said with the document (`app/shopify/document-headers.server.ts`); HSTS is said where the
 * app is reached by https, for its own host alone: the operator's other subdomains may not be.
 */
export function securityHeaders(response: ServerResponse): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
  if (env().SHOPIFY_APP_URL.startsWith('https:'))
    response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}
