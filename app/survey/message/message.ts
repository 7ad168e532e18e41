import { z } from 'zod';
import { plainText } from './plain-text';
import { REASONS } from '../../terms/reasons';
import { HIGHEST_SCORE, LOWEST_SCORE } from '../../terms/scores';
import { SOURCES } from '../../terms/sources';

/** PostgreSQL's largest bigint; Shopify's ids are far smaller. */
const LARGEST_ID = 9_223_372_036_854_775_807n;
const ORDER = /^(?:gid:\/\/shopify\/(?:OrderIdentity|Order)\/)?([1-9]\d{0,18})$/;

/**
 * An order's numeric id, as text. The thank-you page calls the order `OrderIdentity` before Shopify
 * has written it, every other page `Order`; the number is the same.
 */
const order = z
  .string()
  .regex(ORDER)
  .transform((id) => ORDER.exec(id)?.[1] ?? '')
  .refine((id) => BigInt(id) <= LARGEST_ID);

/** A random id that a browser made. */
const random = z.uuid().transform((id) => id.toLowerCase());

/** The survey has Japanese and English; buyers of other languages get English. */
const language = z.string().max(35).transform(languageOf);

/** @param tag a language tag, or a list of them */
export function languageOf(tag: string): 'ja' | 'en' {
  return /^ja\b/i.test(tag) ? 'ja' : 'en';
}

const about = {
  source: z.enum(SOURCES),
  order: order.nullish(),
  /** the confirmation number, which Shopify shows the buyer: on Shopify's own pages it proves the order */
  number: z.string().max(64).nullish(),
  /** of a browser without a logged-in customer */
  visitor: random.nullish(),
  /** signed by the app: a link of a merchant's mail, or a form's one-time token */
  token: z.string().max(500).nullish(),
};

const askSchema = z.object({ kind: z.literal('ask'), ...about, language });

const answerSchema = z.object({
  kind: z.literal('answer'),
  ...about,
  language,
  /** idempotency key: the same in every retry of one submission */
  key: random,
  score: z.number().int().min(LOWEST_SCORE).max(HIGHEST_SCORE),
  /** of a detractor; dropped with a higher score */
  reason: z.enum(REASONS).nullish(),
  comment: plainText.nullish(),
  /** consent to publish the comment; missing: not asked */
  voice: z.boolean().nullish(),
});

const dismissalSchema = z.object({ kind: z.literal('dismissal'), ...about });

/** The messages that both doors of the survey take. */
export const messageSchema = z.discriminatedUnion('kind', [
  askSchema,
  answerSchema,
  dismissalSchema,
]);

/** A message as a client writes it. */
export type SentMessage = z.input<typeof messageSchema>;
export type Message = z.output<typeof messageSchema>;
export type Ask = z.output<typeof askSchema>;
export type Answer = z.output<typeof answerSchema>;
export type Dismissal = z.output<typeof dismissalSchema>;
