import { z } from 'zod';
import { now } from '../../clock.server';
import { offlineToken } from '../../shopify/tokens/offline-token.server';
import { rows, sql, transaction } from '../../store/db.server';

/**
 * A refresh token expires after 90 days (https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens),
 * and a shop that is never opened gives no other one: it is renewed long before.
 */
const RENEWED_BEFORE_DAYS = 60;

/** Renews the shop's tokens (job) where the refresh token has used a third of its life. */
export async function renewAgeingToken(domain: string): Promise<void> {
  const ageing = await transaction((tx) =>
    rows(
      tx,
      z.object({ id: z.string() }),
      sql`
      select id from sessions where shop = ${domain} and not is_online
        and refresh_token_expires < ${now()}::timestamptz + make_interval(days => ${RENEWED_BEFORE_DAYS}::int)`,
    ),
  );
  if (ageing.length > 0) await offlineToken(domain);
}
