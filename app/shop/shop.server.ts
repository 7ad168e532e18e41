import { z } from 'zod';
import { rows, shopIdSchema, sql, transaction } from '../store/db.server';

const shopSchema = z.object({
  id: shopIdSchema,
  domain: z.string(),
  currency: z.string(),
  timezone: z.string(),
  locale: z.string(),
  /** when its merchant last opened a page, to the day (installation/opening.server.ts); null: not known */
  openedAt: z.date().nullable(),
});
export type InstalledShop = z.output<typeof shopSchema>;

/** The installed shop of a domain; null until its first job has asked Shopify about it. */
export async function shopOf(domain: string): Promise<InstalledShop | null> {
  const [shop] = await transaction((tx) =>
    rows(
      tx,
      shopSchema,
      sql`
      select id, domain, currency, timezone, locale, opened_at as "openedAt" from shops
      where domain = ${domain} and uninstalled_at is null and currency is not null and timezone is not null`,
    ),
  );
  return shop ?? null;
}
