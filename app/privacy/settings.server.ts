import { z } from 'zod';
import { sql, withShop, type ShopId } from '../store/db.server';
import { settingsOf, shopById } from '../store/shops/shops';

/** A merchant's retention settings. */
const privacySettingsSchema = z.object({
  /**
   * days to keep unpublished comments, 1 to 3,650; null: until Shopify asks for their erasure
   */
  commentDays: z.number().int().min(1).max(3_650).nullable().default(730),
  /** days until answers without order and customer become counts, 30 to 3,650 */
  anonymousDays: z.number().int().min(30).max(3_650).default(400),
});
export type PrivacySettings = z.output<typeof privacySettingsSchema>;

export async function readPrivacySettings(shop: ShopId): Promise<PrivacySettings> {
  const known = await withShop(shop, (tx) => shopById(tx, shop));
  return settingsOf(known, 'privacy', privacySettingsSchema);
}

/** Changes the given settings; the shop's other settings stay. */
export async function updatePrivacySettings(
  shop: ShopId,
  settings: Partial<PrivacySettings>,
): Promise<void> {
  await withShop(shop, (tx) =>
    tx.query(sql`
      update shops set settings = settings || jsonb_build_object(
        'privacy', coalesce(settings -> 'privacy', '{}') || ${JSON.stringify(settings)}::jsonb)
      where id = ${shop}`),
  );
}

type Entered = { settings: Partial<PrivacySettings> } | { wrong: keyof PrivacySettings };

/**
 * Parses the page's form; an empty `commentDays` is null.
 * @returns the settings, or the first field that is not a number of days
 */
export function parsePrivacyForm(form: FormData): Entered {
  const given = [...form.keys()].filter((name) => FIELDS.some((field) => field === name));
  if (given.length === 0) return { wrong: 'commentDays' };
  const settings: Partial<PrivacySettings> = {};
  for (const field of FIELDS) {
    if (!form.has(field)) continue;
    const parsed = privacySettingsSchema.safeParse({ [field]: parseDays(form.get(field)) });
    if (!parsed.success) return { wrong: field };
    Object.assign(settings, { [field]: parsed.data[field] });
  }
  return { settings };
}

const FIELDS = ['commentDays', 'anonymousDays'] as const;

/** null for an empty field; NaN for anything but a number of days. Full-width digits are digits. */
function parseDays(entered: FormDataEntryValue | null): number | null {
  const days = typeof entered === 'string' ? entered.normalize('NFKC').trim() : '?';
  if (days === '') return null;
  return /^\d{1,4}$/.test(days) ? Number(days) : Number.NaN;
}
