import type { z } from 'zod';
import { now } from '../../clock.server';
import { definitionOf } from '../../queue/catalog';
import { surveySettings, type SurveySettings } from '../settings/settings';
import { callSurvey, type SurveyFunction, type Told } from '../../store/survey/survey';
import { visitorHash } from '../proof/hashes.server';
import type { Limit } from './limits.server';
import type { Answer, Ask, Dismissal, Message, Source } from '../message/message';
import { answerOutcome, askOutcome, dismissalOutcome, refusedSchema } from '../message/outcome';
import { noteProof } from './proof-alarm.server';
import type { AnswerReply, AskReply, DismissalReply, Refused, Terms } from '../message/reply';
import { learnKeys, underKeys } from '../proof/shop-keys.server';

/** What is known of who speaks, beside what he says. */
export interface Circumstances {
  /** the customer who is logged in: numeric id, as Shopify signed it */
  customer?: string | null;
  /** when it happened, by the app's clock; now */
  at?: Date;
  /** how much may be sent within a minute; as much as there is */
  limits?: readonly Limit[];
}

/** The setting that says whether a surface asks; a merchant's own link always does. */
const PLACES: Partial<Record<Source, string>> = {
  thank_you: 'onThankYou',
  order_status: 'onOrderStatus',
  storefront: 'onStorefront',
};

/** What holds where the merchant has set nothing. */
const DEFAULTS = surveySettings({});

/**
 * Records an answer: one for an order, an anonymous visitor, or a customer without an order, which
 * may be changed for half an hour, and every change is kept. One about an order that is not known yet
 * waits for the order, which shows whether it is the sender's. The same key once more records nothing
 * and is told the same. With it the customer and the day are to be counted again, and the snapshot is
 * asked for; when this returns, all of it is on disk.
 * @param shop its domain
 */
export async function recordAnswer(
  shop: string,
  answer: Answer,
  circumstances: Circumstances = {},
): Promise<AnswerReply | Refused> {
  const { language, key, score, reason, comment, voice } = answer;
  const told = {
    ...toldOf(shop, answer, circumstances),
    ...{ language, key, score, reason, comment, voice },
    attempts: definitionOf('snapshot.refresh').maxAttempts,
  };
  const outcome = await call('survey_answer', answerOutcome, told, answer.number ?? null);
  return outcome === null ? { recorded: false, why: 'off' } : outcome;
}

/** The question is about to be shown: whether it may be, with what words, and that it was. */
export async function askQuestion(
  shop: string,
  ask: Ask,
  circumstances: Circumstances = {},
): Promise<AskReply | Refused> {
  const outcome = await call(
    'survey_ask',
    askOutcome,
    toldOf(shop, ask, circumstances),
    ask.number ?? null,
  );
  if (outcome === null) return { ask: false, why: 'off', answered: null };
  if ('refused' in outcome) return outcome;
  if (!outcome.ask && outcome.why !== 'answered') return outcome;
  const { survey, ...told } = outcome;
  const terms = termsIn(surveySettings({ survey }), ask.language);
  return told.ask ? { ...told, answered: null, ...terms } : { ...told, ...terms };
}

/** What a merchant has set, for who reads that language. */
export function termsIn(
  { questions, thanks, followUps, shareUrl }: SurveySettings,
  language: 'ja' | 'en',
): Terms {
  const words = { question: questions[language] ?? null, thanks: thanks[language] ?? null };
  const none = words.question === null && words.thanks === null;
  return { wording: none ? null : words, followUps, shareUrl };
}

/** The question was put away: it is not shown again for this order, or for a while. */
export async function dismissQuestion(
  shop: string,
  dismissal: Dismissal,
  circumstances: Circumstances = {},
): Promise<DismissalReply | Refused> {
  const told = toldOf(shop, dismissal, circumstances);
  const outcome = await call('survey_dismiss', dismissalOutcome, told, dismissal.number ?? null);
  return outcome === null ? { dismissed: true } : outcome;
}

function toldOf(shop: string, message: Message, circumstances: Circumstances): Told {
  const { customer = null, at = now(), limits } = circumstances;
  const { source, order, visitor } = message;
  const place = PLACES[source];
  return {
    ...{ shop, at, now: now(), source, customer },
    order: order ?? null,
    visitor: visitor ? visitorHash(shop, visitor) : null,
    defaults: DEFAULTS,
    ...(place !== undefined && { place }),
    ...(limits !== undefined && { limits }),
  };
}

/** A message is asked for other keys at most so often: by a rotation, and by the first number of a shop. */
const MOST_KEYS = 3;

/** @returns null for what is about an erased customer or order: nothing is kept, and nothing is told */
async function call<T extends z.ZodType>(
  name: SurveyFunction,
  reply: T,
  told: Told,
  number: string | null,
): Promise<z.output<T> | Refused | null> {
  for (let tries = 0; ; tries += 1) {
    const outcome = await callSurvey(name, { ...told, ...underKeys(told, number) });
    noteProof(told, outcome);
    if (!isRefusal(outcome)) return reply.parse(outcome);
    const refusal = refusedSchema.parse(outcome);
    if (refusal.refused === 'erased') return null;
    if (refusal.refused !== 'key_needed') return refusal;
    if (tries === MOST_KEYS) return { refused: 'busy', retryAfterSeconds: 2 };
    await learnKeys(told, refusal);
  }
}

const isRefusal = (outcome: unknown): boolean =>
  typeof outcome === 'object' && outcome !== null && 'refused' in outcome;
