import { z } from 'zod';
import { HIDEABLE_PARTS } from '../terms/parts-in-use';

/** How the app is shown in a shop. What is hidden is counted as before. */
export const displaySettingsSchema = z.object({
  /** of the app's pages; null: that of each person's Shopify admin */
  language: z.enum(['ja', 'en']).nullable().default(null),
  nps: z.boolean().default(true),
  subscriptions: z.boolean().default(true),
  trials: z.boolean().default(true),
});
type DisplaySettings = z.output<typeof displaySettingsSchema>;

/** The shop's choice; the defaults before it made one. */
export function displayOf(shop: { settings: Record<string, unknown> } | null): DisplaySettings {
  return displaySettingsSchema.parse(shop?.settings.display ?? {});
}

/** The settings of the form; null where it is not the page's. */
export function parseDisplayForm(form: FormData): DisplaySettings | null {
  const language = form.get('language');
  if (language === null) return null;
  const parsed = displaySettingsSchema.safeParse({
    language: language === 'admin' ? null : language,
    ...Object.fromEntries(HIDEABLE_PARTS.map((part) => [part, form.has(part)])),
  });
  return parsed.success ? parsed.data : null;
}
