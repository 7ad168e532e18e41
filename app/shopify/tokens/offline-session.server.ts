import { Session } from '@shopify/shopify-api';
import { z } from 'zod';
import { alone, rows, sql, workingAs } from '../../store/db.server';

const stored = z.object({
  ...{ id: z.string(), shop: z.string(), state: z.string(), isOnline: z.literal(false) },
  ...{ scope: z.string().nullable(), expires: z.date().nullable(), accessToken: z.string() },
  ...{ refreshToken: z.string().nullable(), refreshTokenExpires: z.date().nullable() },
});

/**
 * Reads a shop's offline session, as its library does, in one statement: every page and every poll of an open page begins
 * with it, and Prisma took a tenth of their time.
 * @returns undefined where there is none, or where it is of one person
 */
export async function readOfflineSession(id: string): Promise<Session | undefined> {
  // on the pages' connections, as Prisma: a job that holds one of its own cannot wait here for another
  const [found] = await workingAs('page', () =>
    rows(
      alone,
      stored,
      sql`
      select id, shop, state, is_online as "isOnline", scope, expires, access_token as "accessToken",
        refresh_token as "refreshToken", refresh_token_expires as "refreshTokenExpires"
      from sessions where id = ${id} and not is_online`,
    ),
  );
  if (found === undefined) return undefined;
  const { scope, expires, refreshToken, refreshTokenExpires, ...session } = found;
  return new Session({
    ...session,
    scope: scope ?? undefined,
    expires: expires ?? undefined,
    refreshToken: refreshToken ?? undefined,
    refreshTokenExpires: refreshTokenExpires ?? undefined,
  });
}
