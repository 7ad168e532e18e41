import { z } from 'zod';
import { now } from '../../clock.server';
import { definitionOf } from '../../queue/catalog';
import { DEFAULT_SETTINGS, surveySettings, type SurveySettings } from '../settings/settings';
import { callSurvey, type SurveyFunction, type SurveyRequest } from '../../store/survey/survey';
import { visitorHash } from '../proof/hashes.server';
import type { Limit } from './limits.server';
import {
  answerOutcomeSchema,
  askOutcomeSchema,
  dismissalReplySchema,
  refusedSchema,
  type Answer,
  type AnswerReply,
  type Ask,
  type AskReply,
  type Dismissal,
  type DismissalReply,
  type Message,
  type Refused,
  type Terms,
} from '../message/contract';
import { heardQuestion } from '../settings/heard-question';
import { recordProof } from './proof-alarm.server';
import { hashUnderKeys, keyNeededSchema, learnKeys } from '../proof/shop-keys.server';
import type { Source } from '../../terms/sources';

/** What the door knows of a message besides its content. */
export interface MessageContext {
  /** numeric id of the logged-in customer, as Shopify signed it */
  customer?: string | null;
  /** when it happened, by the app's clock; by default now */
  at?: Date;
  /** rate limits; by default none */
  limits?: readonly Limit[];
}

/** The setting that switches each surface on; a merchant's link has none and always asks. */
const SURFACE_SETTINGS: Partial<Record<Source, string>> = {
  thank_you: 'onThankYou',
  order_status: 'onOrderStatus',
  storefront: 'onStorefront',
};

/**
 * Records one answer for an order, an anonymous visitor, or a customer without an order. It may be
 * changed for half an hour; every change is kept. An answer to an unknown order waits for the order,
 * which shows whether it is the sender's. A repeated key records nothing and gets the same reply. The
 * same commit marks customer and day dirty and enqueues the snapshot's refresh.
 * @param shop its domain
 */
export async function recordAnswer(
  shop: string,
  answer: Answer,
  context: MessageContext = {},
): Promise<AnswerReply | Refused> {
  const { language, key, score, reason, edition, comment, voice, heard } = answer;
  const request = {
    ...requestOf(shop, answer, context),
    ...{ language, key, score, reason, edition, comment, voice, heard },
    attempts: definitionOf('snapshot.refresh').maxAttempts,
  };
  const outcome = await callWithKeys(
    'survey_answer',
    answerOutcomeSchema,
    request,
    answer.number ?? null,
  );
  if (outcome === null) return { recorded: false, why: 'off' };
  if ('refused' in outcome || !outcome.recorded) return outcome;
  const { heard: settings, ...recorded } = outcome;
  return settings === undefined
    ? recorded
    : { ...recorded, heard: heardQuestion(settings, language) };
}

/** Says whether the question may be shown and with what words, and records that it was shown. */
export async function askQuestion(
  shop: string,
  ask: Ask,
  context: MessageContext = {},
): Promise<AskReply | Refused> {
  const outcome = await callWithKeys(
    'survey_ask',
    askOutcomeSchema,
    requestOf(shop, ask, context),
    ask.number ?? null,
  );
  if (outcome === null) return { ask: false, why: 'off', answered: null };
  if ('refused' in outcome) return outcome;
  if (!outcome.ask && outcome.why !== 'answered') return outcome;
  const { survey, ...reply } = outcome;
  const terms = termsFor(surveySettings({ settings: { survey } }), ask.language);
  return reply.ask ? { ...reply, answered: null, ...terms } : { ...reply, ...terms };
}

/** The merchant's settings for a buyer of one language. */
export function termsFor(
  { questions, thanks, followUps, shareUrl }: SurveySettings,
  language: 'ja' | 'en',
): Terms {
  const words = { question: questions[language] ?? null, thanks: thanks[language] ?? null };
  const none = words.question === null && words.thanks === null;
  return { wording: none ? null : words, followUps, shareUrl };
}

/** Records that the buyer dismissed the question: it is not shown again for this order, or for a while. */
export async function dismissQuestion(
  shop: string,
  dismissal: Dismissal,
  context: MessageContext = {},
): Promise<DismissalReply | Refused> {
  const request = requestOf(shop, dismissal, context);
  const outcome = await callWithKeys(
    'survey_dismiss',
    dismissalReplySchema,
    request,
    dismissal.number ?? null,
  );
  return outcome === null ? { dismissed: true } : outcome;
}

function requestOf(shop: string, message: Message, context: MessageContext): SurveyRequest {
  const { customer = null, at = now(), limits } = context;
  const { source, order, visitor } = message;
  const place = SURFACE_SETTINGS[source];
  return {
    ...{ shop, at, now: now(), source, customer },
    order: order ?? null,
    visitor: visitor ? visitorHash(shop, visitor) : null,
    defaults: DEFAULT_SETTINGS,
    ...(place !== undefined && { place }),
    ...(limits !== undefined && { limits }),
  };
}

/** Times that one message may learn keys: a rotation and a shop's first confirmation number need one each. */
const MOST_KEY_LOOKUPS = 3;

/** Why the database function refuses a message; the last two are not for the sender. */
const refusalSchema = z.union([
  refusedSchema,
  z.object({ refused: z.literal('erased') }),
  keyNeededSchema,
]);

/** @returns null for an erased customer or order: nothing is kept, and the reply does not tell */
async function callWithKeys<T extends z.ZodType>(
  name: SurveyFunction,
  reply: T,
  request: SurveyRequest,
  number: string | null,
): Promise<z.output<T> | Refused | null> {
  for (let tries = 0; ; tries += 1) {
    const outcome = await callSurvey(name, { ...request, ...hashUnderKeys(request, number) });
    recordProof(request, outcome);
    if (!isRefusal(outcome)) return reply.parse(outcome);
    const refusal = refusalSchema.parse(outcome);
    if (refusal.refused === 'erased') return null;
    if (refusal.refused !== 'key_needed') return refusal;
    if (tries === MOST_KEY_LOOKUPS) return { refused: 'busy', retryAfterSeconds: 2 };
    await learnKeys(request, refusal);
  }
}

const isRefusal = (outcome: unknown): boolean =>
  typeof outcome === 'object' && outcome !== null && 'refused' in outcome;
