import { changeSettings, type ChangeResult } from '../settings/change.server';
import { withShop, type ShopId } from '../store/db.server';
import { settingsOf, shopById } from '../store/shops/shops';
import { privacySettingsSchema, type PrivacySettings } from './settings';

export async function readPrivacySettings(shop: ShopId): Promise<PrivacySettings> {
  const known = await withShop(shop, (tx) => shopById(tx, shop));
  return settingsOf(known, 'privacy', privacySettingsSchema);
}

/**
 * Changes the given settings; the shop's other settings stay.
 * @param expected as `changeSettings` takes it
 */
export async function updatePrivacySettings(
  shop: ShopId,
  settings: Partial<PrivacySettings>,
  expected: number | null = null,
): Promise<ChangeResult> {
  return await changeSettings(shop, 'privacy', settings, expected);
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
