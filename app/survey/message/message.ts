import { z } from 'zod';
import { plainText } from './plain-text';

/** Where a question stood. The first two are Shopify's own pages, the others the shop's. */
const SOURCES = ['thank_you', 'order_status', 'storefront', 'link'] as const;
export type Source = (typeof SOURCES)[number];

/** Why a customer would not recommend the shop. */
const REASONS = ['indifference', 'product', 'competitor', 'other'] as const;

/** PostgreSQL's bigint; Shopify's ids are far smaller. */
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

/** A random id, made by a browser. */
const random = z.uuid().transform((id) => id.toLowerCase());

/** The survey speaks Japanese and English; whoever reads another language is asked in English. */
const language = z.string().max(35).transform(languageOf);

/** @param tag a language tag, or a list of them */
export function languageOf(tag: string): 'ja' | 'en' {
  return /^ja\b/i.test(tag) ? 'ja' : 'en';
}

const about = {
  source: z.enum(SOURCES),
  order: order.nullish(),
  /** the order's confirmation number, as Shopify shows it to the buyer: proves whose the order is, on Shopify's own pages */
  number: z.string().max(64).nullish(),
  /** of a browser that nobody is logged in to */
  visitor: random.nullish(),
  /** signed by the app: a link of a merchant's mail, or a form's one-time token */
  token: z.string().max(500).nullish(),
};

const askSchema = z.object({ kind: z.literal('ask'), ...about, language });

const answerSchema = z.object({
  kind: z.literal('answer'),
  ...about,
  language,
  /** the same in every attempt to send this one submission */
  key: random,
  score: z.number().int().min(0).max(10),
  /** of 0 to 6; with a higher score it is left out */
  reason: z.enum(REASONS).nullish(),
  comment: plainText.nullish(),
  /** the words may be published: yes or no; missing: not asked */
  voice: z.boolean().nullish(),
});

const dismissalSchema = z.object({ kind: z.literal('dismissal'), ...about });

/** What both doors of the survey take. */
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
