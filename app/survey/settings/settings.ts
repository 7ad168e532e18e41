import { z } from 'zod';

/** Longest wording a merchant can give a question, in UTF-16 units: two lines on a telephone. */
export const MOST_WORDING = 200;
/** Longest address of a share link. */
const MOST_URL = 500;

/** A line of the merchant's own words; control characters have no place in one. */
const wording = z
  .string()
  .trim()
  .min(1)
  .max(MOST_WORDING)
  .regex(/^\P{Cc}+$/u);

/** One wording for each language the survey speaks; what is missing is said in the survey's own words. */
const wordings = z.object({ ja: wording.optional(), en: wording.optional() });

const surveySettingsSchema = z.object({
  /** false: nobody is asked, anywhere; answers that are given all the same are still taken */
  enabled: z.boolean().default(true),
  questions: wordings.default({}),
  thanks: wordings.default({}),
  /** what may be asked after the score: a friend (9-10), what is missing (7-8), the reason (0-6), the words (all) */
  followUps: z
    .object({
      share: z.boolean().default(true),
      improve: z.boolean().default(true),
      reason: z.boolean().default(true),
      voice: z.boolean().default(true),
    })
    .prefault({}),
  /** what a promoter passes on to a friend; null: there is none, and the friend is not spoken of */
  shareUrl: z
    .url({ protocol: /^https$/, hostname: z.regexes.domain })
    .max(MOST_URL)
    .nullable()
    .default(null),
  /** a customer who was asked is left in peace for so many days */
  askAgainAfterDays: z.number().int().min(1).max(730).default(90),
  onThankYou: z.boolean().default(true),
  onOrderStatus: z.boolean().default(true),
  onStorefront: z.boolean().default(true),
  /** where the shop's own address leads to the app; a merchant may have changed it in Shopify */
  proxyPath: z
    .string()
    .regex(/^\/(?:apps|a|community|tools)\/[\w-]{1,30}$/)
    .default('/apps/omega'),
});

export type SurveySettings = z.output<typeof surveySettingsSchema>;

const shopSettings = z.object({ survey: surveySettingsSchema.prefault({}) });

/**
 * What a merchant has set about the survey, with the defaults where he has not.
 * @param settings `shops.settings` as it was read
 */
export function surveySettings(settings: unknown): SurveySettings {
  return shopSettings.parse(settings).survey;
}

/** What a form says, as settings; the fields that are wrong are in `error`. */
export function checkedSurveySettings(entered: unknown) {
  return surveySettingsSchema.safeParse(entered);
}
