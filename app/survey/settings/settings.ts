import { z } from 'zod';
import {
  HEARD_ELSEWHERE,
  LEAST_HEARD_CHOICES,
  MOST_HEARD_CHOICES,
  MOST_HEARD_TEXT,
} from '../../terms/heard';
import { settingsOf, type Shop } from '../../store/shops/shops';

/** Longest wording a merchant can give a question, in UTF-16 units: two lines on a telephone. */
export const MOST_WORDING = 200;
/** Longest address of a share link. */
const MOST_URL = 500;

/** One line of the merchant's words, without control characters. */
const wording = z
  .string()
  .trim()
  .min(1)
  .max(MOST_WORDING)
  .regex(/^\P{Cc}+$/u);

/** One wording for each language; a missing one falls back to the survey's own words. */
const wordings = z.object({ ja: wording.optional(), en: wording.optional() });

const heardText = z
  .string()
  .trim()
  .min(1)
  .max(MOST_HEARD_TEXT)
  .regex(/^\P{Cc}+$/u);

/** The key of a choice, which answers are kept by: it stays when the texts change. */
const heardKey = z
  .string()
  .regex(/^[0-9a-z]{1,12}$/)
  .refine((key) => key !== HEARD_ELSEWHERE);

/** "How did you hear of us?": asked after the score, about first orders only. */
const heardSchema = z
  .object({
    enabled: z.boolean().default(false),
    choices: z
      .array(z.object({ key: heardKey, ja: heardText, en: heardText }))
      .max(MOST_HEARD_CHOICES)
      .default([]),
    /** whether "somewhere else" stands behind them */
    other: z.boolean().default(true),
  })
  .refine(({ enabled, choices }) => !enabled || choices.length >= LEAST_HEARD_CHOICES);
export type HeardSettings = z.output<typeof heardSchema>;

/** The schema of `SurveySettings`. */
export const surveySettingsSchema = z.object({
  /** false: no surface asks; answers that still arrive are recorded */
  enabled: z.boolean().default(true),
  questions: wordings.default({}),
  thanks: wordings.default({}),
  /** follow-ups: tell a friend (9-10), what is missing (7-8), the reason (0-6), a comment to publish (all) */
  followUps: z
    .object({
      share: z.boolean().default(true),
      improve: z.boolean().default(true),
      reason: z.boolean().default(true),
      voice: z.boolean().default(true),
    })
    .prefault({}),
  /** link that a promoter passes on to a friend; null: the friend is not mentioned */
  shareUrl: z
    .url({ protocol: /^https$/, hostname: z.regexes.domain })
    .max(MOST_URL)
    .nullable()
    .default(null),
  /** days before the same customer is asked again */
  askAgainAfterDays: z.number().int().min(1).max(730).default(90),
  heard: heardSchema.prefault({}),
  onThankYou: z.boolean().default(true),
  onOrderStatus: z.boolean().default(true),
  onStorefront: z.boolean().default(true),
  /** path of the app proxy on the shop's domain; a merchant may have changed it in Shopify */
  proxyPath: z
    .string()
    .regex(/^\/(?:apps|a|community|tools)\/[\w-]{1,30}$/)
    .default('/apps/omega'),
});

/**
 * The survey's settings as a merchant saves them, with defaults for what is unset. Two more shapes are made of them:
 * the page's form (`SurveyDraft` in `app/ui/survey/view.ts`, since pages import no domain), and what buyers'
 * surfaces show (`FollowUpSettings`).
 */
export type SurveySettings = z.output<typeof surveySettingsSchema>;

/** The follow-ups as every surface of buyers gets them. `Terms` adds the wording of one language, `BlockFacts` of both. */
export type FollowUpSettings = Pick<SurveySettings, 'followUps' | 'shareUrl'>;

/** The settings of a merchant who has set nothing. */
export const DEFAULT_SETTINGS: SurveySettings = surveySettingsSchema.parse({});

/** A shop's settings of the survey, with defaults for what is unset. */
export function surveySettings(shop: Pick<Shop, 'settings'>): SurveySettings {
  return settingsOf(shop, 'survey', surveySettingsSchema);
}

/** Validates a form's entries; `error` names the wrong fields. */
export function checkedSurveySettings(entered: unknown) {
  return surveySettingsSchema.safeParse(entered);
}
