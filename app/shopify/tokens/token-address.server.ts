import { Session } from '@shopify/shopify-api';
import { z } from 'zod';
import { env } from '../../env.server';
import { shopifyLibrary } from '../protocol/library.server';

/** The longest response that is read: tokens take a few hundred bytes, a proxy's error page any size. */
const LONGEST_BYTES = 65_536;
const TIMEOUT_MS = 20_000;
/** Error codes about the shop's token, and not about the app, the request or the network. */
const REFUSALS = ['invalid_grant', 'invalid_subject_token'] as const;

export type RefusalCode = (typeof REFUSALS)[number];

/** Why no token came, for reasons that are not the shop's; few values, as the label of a metric. */
export type OutageReason =
  'app_refused' | 'http_429' | 'http_4xx' | 'http_5xx' | 'no_answer' | 'not_understood';

/** The response of the token address. */
export type TokenResponse =
  { session: Session } | { refused: RefusalCode } | { outage: OutageReason };

const tokens = z.object({
  access_token: z.string().min(1),
  scope: z.string().optional(),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().positive().optional(),
});
const refusal = z.object({ error: z.string() });

/**
 * Requests a new access token from Shopify (refresh grant). The library's own call has no time-out, reads a
 * response of any length, and does not tell an error page from a broken connection.
 * (https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens)
 */
export async function renewToken(domain: string, refreshToken: string): Promise<TokenResponse> {
  try {
    // read at each call: a test's router may have replaced it
    const response = await globalThis.fetch(`https://${domain}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({
        client_id: env().SHOPIFY_API_KEY,
        client_secret: env().SHOPIFY_API_SECRET,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return replyOf(domain, response.status, await jsonOf(response));
  } catch {
    return { outage: 'no_answer' };
  }
}

function replyOf(domain: string, status: number, body: unknown): TokenResponse {
  if (status === 200) {
    const issued = tokens.safeParse(body);
    return issued.success
      ? { session: sessionOf(domain, issued.data) }
      : { outage: 'not_understood' };
  }
  const code = refusal.safeParse(body).data?.error;
  const refused = REFUSALS.find((one) => one === code);
  if (status >= 400 && status < 500 && refused !== undefined) return { refused };
  if (status === 429) return { outage: 'http_429' };
  if (status >= 500) return { outage: 'http_5xx' };
  if (code !== undefined) return { outage: 'app_refused' };
  return { outage: status >= 400 ? 'http_4xx' : 'not_understood' };
}

/** A session as the library makes it at a token exchange. */
function sessionOf(domain: string, issued: z.output<typeof tokens>): Session {
  const { access_token, scope, expires_in, refresh_token, refresh_token_expires_in } = issued;
  const after = (seconds: number) => new Date(Date.now() + seconds * 1_000);
  return new Session({
    id: shopifyLibrary.session.getOfflineId(domain),
    shop: domain,
    state: '',
    isOnline: false,
    accessToken: access_token,
    ...(scope !== undefined && { scope }),
    ...(expires_in !== undefined && { expires: after(expires_in) }),
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    ...(refresh_token_expires_in !== undefined && {
      refreshTokenExpires: after(refresh_token_expires_in),
    }),
  });
}

/** The body as JSON; undefined for text that is not JSON, or for a body longer than `LONGEST_BYTES`. */
async function jsonOf({ body }: Response): Promise<unknown> {
  const reader = body?.getReader();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || value === undefined) break;
    bytes += value.length;
    if (bytes > LONGEST_BYTES) {
      await reader?.cancel();
      return undefined;
    }
    pieces.push(value);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return undefined;
  }
}
