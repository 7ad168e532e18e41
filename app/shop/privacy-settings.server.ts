import { z } from 'zod';
import { one, sql, withShop, type ShopId } from '../store/db.server';

/** What a merchant can set about what is kept. */
const privacySettingsSchema = z.object({
  /**
   * days after which comments of answers go, published ones aside, 1 to 3,650; null: kept until Shopify
   * asks for their erasure
   */
  commentDays: z.number().int().min(1).max(3_650).nullable().default(730),
  /** days after which answers that name neither an order nor a customer become counts, 30 to 3,650 */
  anonymousDays: z.number().int().min(30).max(3_650).default(400),
});
export type PrivacySettings = z.output<typeof privacySettingsSchema>;

export async function privacySettings(shop: ShopId): Promise<PrivacySettings> {
  const { settings } = await withShop(shop, (tx) =>
    one(
      tx,
      z.object({ settings: z.object({ privacy: privacySettingsSchema.prefault({}) }) }),
      sql`select settings from shops where id = ${shop}`,
    ),
  );
  return settings.privacy;
}

/** Changes what is given; what else is set about the shop stays. */
export async function setPrivacy(shop: ShopId, settings: PrivacySettings): Promise<void> {
  await withShop(shop, (tx) =>
    tx.query(sql`
      update shops set settings = jsonb_set(settings, '{privacy}', ${JSON.stringify(settings)}::jsonb)
      where id = ${shop}`),
  );
}

/** The page's form; null where what was entered is no number of days. An empty field keeps comments. */
export function privacyForm(form: FormData): PrivacySettings | null {
  const days = form.get('commentDays');
  if (typeof days !== 'string' || !/^\d{0,4}$/.test(days.trim())) return null;
  const entered = { commentDays: days.trim() === '' ? null : Number(days) };
  const parsed = privacySettingsSchema.safeParse(entered);
  return parsed.success ? parsed.data : null;
}
