import { createHmac } from 'node:crypto';
import { API_SECRET } from '../oauth/app-identity';

/** Google's storage, which holds Shopify's results; the app's allow list names this host. */
export const RESULT_HOST = 'storage.googleapis.com';
const PREFIX = '/omega-local/';

/** @param expires seconds since 1970 */
export function resultUrl(id: number, expires: number): string {
  const signature = sign(id, expires);
  return `https://${RESULT_HOST}${PREFIX}${String(id)}.jsonl?GoogleAccessId=omega-local&Expires=${String(expires)}&Signature=${signature}`;
}

/** The operation of a result's address; null for an address that is foreign or changed. */
export function operationOf(url: URL): number | null {
  const id = /^\/omega-local\/(\d+)\.jsonl$/.exec(url.pathname)?.[1];
  if (id === undefined) return null;
  const expires = Number(url.searchParams.get('Expires'));
  return url.searchParams.get('Signature') === sign(Number(id), expires) ? Number(id) : null;
}

function sign(id: number, expires: number): string {
  const text = `${String(id)} ${String(expires)}`;
  return createHmac('sha256', API_SECRET).update(text).digest('hex');
}
