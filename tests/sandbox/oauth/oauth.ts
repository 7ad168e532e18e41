import { z } from 'zod';
import { verifyIdToken } from './id-token';
import type { ShopRow } from '../store/store';
import type { Tokens } from './tokens';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';

const Body = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.string(),
  subject_token: z.string().optional(),
  subject_token_type: z.string().optional(),
  requested_token_type: z.string().optional(),
  expiring: z.union([z.string(), z.number()]).optional(),
  refresh_token: z.string().optional(),
});
type Body = z.infer<typeof Body>;

export interface OauthAnswer {
  status: number;
  body: object;
}

interface App {
  apiKey: string;
  apiSecret: string;
}

/** `POST /admin/oauth/access_token` of one shop: token exchange and refresh of offline tokens. */
export function accessTokenAnswer(
  raw: unknown,
  shop: ShopRow,
  app: App,
  tokens: Tokens,
): OauthAnswer {
  const parsed = Body.safeParse(raw);
  if (!parsed.success) return refusal('invalid_request', parsed.error.message);
  const body = parsed.data;
  if (body.client_id !== app.apiKey || body.client_secret !== app.apiSecret) {
    return refusal('invalid_client', 'Client authentication failed');
  }
  if (body.grant_type === EXCHANGE) return exchange(body, shop, app, tokens);
  if (body.grant_type === 'refresh_token') return refresh(body, shop, tokens);
  return refusal('unsupported_grant_type', `"${body.grant_type}" is not in the sandbox`);
}

function exchange(body: Body, shop: ShopRow, app: App, tokens: Tokens): OauthAnswer {
  if (body.subject_token_type !== ID_TOKEN) {
    return refusal('invalid_request', 'subject_token_type must be an id_token here');
  }
  if (body.requested_token_type !== OFFLINE) {
    return refusal('invalid_request', 'only offline access tokens are in the sandbox');
  }
  const verified = verifyIdToken(body.subject_token ?? '', { domain: shop.record.domain, ...app });
  if ('problem' in verified) return refusal('invalid_subject_token', verified.problem);
  if (!shop.installation) {
    return refusal('invalid_subject_token', 'the app is not installed in this shop');
  }
  const expiring = String(body.expiring ?? '0') === '1';
  return { status: 200, body: tokens.issue(shop.no, shop.installation.scopes, expiring) };
}

function refresh(body: Body, shop: ShopRow, tokens: Tokens): OauthAnswer {
  const issued =
    shop.installation &&
    tokens.refresh(shop.no, shop.installation.scopes, body.refresh_token ?? '');
  if (!issued) return refusal('invalid_grant', 'The refresh token is invalid or has expired');
  return { status: 200, body: issued };
}

function refusal(error: string, description: string): OauthAnswer {
  return { status: 400, body: { error, error_description: description } };
}
