import { z } from 'zod';

/** A merchant's retention settings. */
export const privacySettingsSchema = z.object({
  /**
   * days to keep unpublished comments, 1 to 3,650; null: until Shopify asks for their erasure
   */
  commentDays: z.number().int().min(1).max(3_650).nullable().default(730),
  /** days until answers without order and customer become counts, 30 to 3,650 */
  anonymousDays: z.number().int().min(30).max(3_650).default(400),
});
export type PrivacySettings = z.output<typeof privacySettingsSchema>;
