import { z } from 'zod';
import { plainText } from './plain-text';
import type { FollowUpSettings } from '../settings/settings';
import { REASON_EDITIONS, REASONS } from '../../terms/reasons';
import { HIGHEST_SCORE, LOWEST_SCORE } from '../../terms/scores';
import { SOURCES } from '../../terms/sources';

// What a buyer's client sends, what the doors reply, and why they refuse.

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
  /** of the sentences that the reason was chosen from; missing: the first, since older pages name none */
  edition: z.literal(REASON_EDITIONS).nullish(),
  comment: plainText.nullish(),
  /** consent to publish the comment; missing: not asked */
  voice: z.boolean().nullish(),
  /** the key of a choice of "how did you hear of us?"; an unknown one is not kept */
  heard: z
    .string()
    .regex(/^[0-9a-z]{1,12}$/)
    .nullish(),
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

/** PostgreSQL's text of a moment, as ISO 8601. */
const moment = z.string().transform((text) => new Date(text).toISOString());

/** The settings of "how did you hear of us?", where it is to be asked. */
const heard = z.object({
  choices: z.array(z.object({ key: z.string(), ja: z.string(), en: z.string() })),
  other: z.boolean().default(true),
});

/** The database function's reply to an `answer`. */
export const answerOutcomeSchema = z.union([
  z.object({
    ...{ recorded: z.literal(true), score: z.number(), changeableUntil: moment },
    heard: heard.optional(),
  }),
  /** the recorded answer stays */
  z.object({ recorded: z.literal(false), why: z.literal('closed'), score: z.number() }),
  /** nothing is recorded: the customer was asked lately, the survey is off, or nothing proves the order */
  z.object({ recorded: z.literal(false), why: z.enum(['asked_lately', 'off', 'unproved']) }),
]);
type AnswerOutcome = z.output<typeof answerOutcomeSchema>;

/** "How did you hear of us?" in the buyer's language. */
export interface HeardQuestion {
  question: string;
  choices: { key: string; text: string }[];
}

/** The reply to an `answer`; with the second question, where it is to be asked. */
export type AnswerReply =
  | (Omit<Extract<AnswerOutcome, { recorded: true }>, 'heard'> & { heard?: HeardQuestion })
  | Extract<AnswerOutcome, { recorded: false }>;

const asked = z.object({ ask: z.literal(true), survey: z.unknown() });
const answered = z.object({
  ask: z.literal(false),
  why: z.literal('answered'),
  answered: z.object({ score: z.number(), changeableUntil: moment }),
  survey: z.unknown(),
});
const notAsked = z.object({
  ask: z.literal(false),
  /** unproved: neither a number nor a logged-in customer could prove the order */
  why: z.enum(['off', 'dismissed', 'asked_lately', 'order_unknown_too_long', 'unproved']),
  answered: z.null(),
});

/** The database function's reply to an `ask`; `survey` is the merchant's stored settings. */
export const askOutcomeSchema = z.union([asked, answered, notAsked]);

/** The merchant's wording of the question, and the follow-ups. */
export interface Terms extends FollowUpSettings {
  /** the merchant's words in the buyer's language; null: the surface's own */
  wording: { question: string | null; thanks: string | null } | null;
}

/** The reply to an `ask`. A buyer who has answered still reads the merchant's words. */
export type AskReply =
  | ({ ask: true; answered: null } & Terms)
  | (Omit<z.output<typeof answered>, 'survey'> & Terms)
  | z.output<typeof notAsked>;

/** The reply to a `dismissal`. */
export const dismissalReplySchema = z.object({ dismissed: z.literal(true) });
export type DismissalReply = z.output<typeof dismissalReplySchema>;

/** Why a well-formed message is refused. */
export const refusedSchema = z.discriminatedUnion('refused', [
  z.object({ refused: z.enum(['unauthorized', 'key_used']) }),
  z.object({ refused: z.enum(['too_many', 'busy']), retryAfterSeconds: z.number() }),
]);
export type Refused = z.output<typeof refusedSchema>;

/** Why a door of the survey refuses a request: status, and a sentence for developers. */
const PROBLEMS = {
  not_json: [400, 'The body is not JSON.'],
  unauthorized: [401, 'The shop has not installed the app.'],
  cross_site: [403, 'Forms of other sites are refused.'],
  wrong_method: [405, 'This address takes POST.'],
  too_large: [413, 'The body is larger than 16 KB.'],
  unsupported: [415, 'The body is neither JSON nor a form.'],
  bad_message: [422, 'The body is not a survey message.'],
  bad_kind: [422, 'The kind must be ask, answer or dismissal.'],
  bad_source: [422, 'The source does not belong to this door.'],
  bad_order: [422, 'The order is missing or not an order id.'],
  bad_number: [422, 'The number must be a text of at most 64 characters.'],
  bad_visitor: [422, 'Without a logged-in customer the visitor must be a UUID.'],
  bad_token: [422, 'The token is missing, wrong, expired or of another shop.'],
  bad_language: [422, 'The language is not a language tag.'],
  bad_key: [422, 'The key must be a UUID.'],
  key_used: [422, 'The key belongs to another answer.'],
  bad_score: [422, 'The score must be a whole number from 0 to 10.'],
  bad_reason: [422, 'The reason must be indifference, product, competitor or other.'],
  bad_edition: [422, 'The edition of the reasons must be 1 or 2.'],
  bad_comment: [422, 'The comment must be a text.'],
  comment_too_long: [
    422,
    'The comment is longer than 1,000 characters, or than 4,000 UTF-16 units or 9,000 bytes.',
  ],
  comment_marks: [422, 'A letter of the comment carries more than 8 combining marks.'],
  bad_heard: [422, 'The choice must be a key of at most 12 letters and digits.'],
  bad_voice: [422, 'The voice must be true or false.'],
  too_many: [429, 'Too many messages arrived within a minute.'],
  busy: [
    503,
    'The shop is locked by another write; nothing was recorded. Send the same message again.',
  ],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type Problem = keyof typeof PROBLEMS;

/** The reply of a door, in JSON. */
export interface DoorReply {
  status: number;
  body: object;
  retryAfterSeconds?: number;
}

/** The reply of a door that refuses a request. */
export function problemReply(error: Problem, retryAfterSeconds?: number): DoorReply {
  const [status, message] = PROBLEMS[error];
  return retryAfterSeconds === undefined
    ? { status, body: { error, message } }
    : { status, body: { error, message, retryAfterSeconds }, retryAfterSeconds };
}

/** Whether a problem has that code. */
export const isProblem = (code: string): code is Problem => Object.hasOwn(PROBLEMS, code);
