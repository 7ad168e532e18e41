import { randomUUID } from 'node:crypto';
import { now } from '../../clock.server';
import { surveySettings, type SurveySettings } from '../settings/settings';
import { storedSurvey } from '../../store/survey/survey';
import { termsIn } from '../answer/answer.server';
import type { PageContext, SurveyPage } from './page';
import { surveyPage } from './survey-page';
import type { Problem } from '../message/problems';
import type { AnswerReply, AskReply, Refused } from '../message/reply';
import type { Speaker } from '../answer/speaker.server';
import { formToken } from '../proof/tokens.server';

/** A page of the survey as Liquid, for the merchant's theme. */
export interface PageAnswer {
  status: number;
  liquid: string;
  retryAfterSeconds?: number;
}

/** Who reads a page, how he got there, and what his shop has set. */
export interface Reader {
  speaker: Speaker;
  /** where on the shop's own address the app is reached */
  pathPrefix: string;
  language: 'ja' | 'en';
  source: 'storefront' | 'link';
  /** what he was given: with a link, or with the form before */
  token: string | null;
  settings: SurveySettings;
}

/** What the shop has set; null where it is not ours any more. */
export async function settingsOf(shop: string): Promise<SurveySettings | null> {
  const stored = await storedSurvey(shop);
  return stored === null
    ? null
    : surveySettings(stored.survey === null ? {} : { survey: stored.survey });
}

export function pageFor(reader: Reader, page: SurveyPage, status = 200): PageAnswer {
  const { wording } = termsIn(reader.settings, reader.language);
  const context: PageContext = {
    language: reader.language,
    action: `${reader.pathPrefix}/survey`,
    question: wording?.question ?? null,
    thanks: wording?.thanks ?? null,
  };
  return { status, liquid: surveyPage(context, page) };
}

/** The question; for whoever is not known with a new token, so that he has one answer. */
export function questionFor(
  reader: Reader,
  score: number | null,
  problem?: 'no_score' | 'not_understood',
): PageAnswer {
  const { source, speaker, token } = reader;
  const unknown = source === 'storefront' && speaker.customer === null && token === null;
  const carried = { source, token: unknown ? formToken(speaker.shop) : token, key: randomUUID() };
  return problem === undefined
    ? pageFor(reader, { kind: 'question', carried, score })
    : pageFor(reader, { kind: 'question', carried, score, problem }, 422);
}

/** The page that an `ask` leads to. */
export function afterAsk(reader: Reader, reply: AskReply | Refused): PageAnswer {
  if ('refused' in reply) return refusedPage(reader, reply);
  if (reply.ask) return questionFor(reader, null);
  if (reply.answered !== null) {
    const { score, changeableUntil } = reply.answered;
    const open = now().getTime() < Date.parse(changeableUntil);
    return open ? questionFor(reader, score) : pageFor(reader, { kind: 'closed', score });
  }
  // who has come here by himself has not put it away for good
  if (reply.why === 'dismissed') return questionFor(reader, null);
  return pageFor(reader, { kind: reply.why === 'asked_lately' ? 'asked_lately' : 'off' });
}

/**
 * The page that an answer leads to.
 * @param words what was written where words were asked for; null: they were not asked for yet
 */
export function afterAnswer(
  reader: Reader,
  reply: AnswerReply | Refused,
  words: string | null,
): PageAnswer {
  if ('refused' in reply) return refusedPage(reader, reply);
  if (!reply.recorded)
    return reply.why === 'closed'
      ? pageFor(reader, { kind: 'closed', score: reply.score })
      : pageFor(reader, { kind: reply.why === 'asked_lately' ? 'asked_lately' : 'off' });
  if (words !== null) return pageFor(reader, { kind: 'done', words: words.trim() !== '' });
  const { source, token } = reader;
  const { followUps, shareUrl } = reader.settings;
  const carried = { source, token, key: randomUUID() };
  return pageFor(reader, { kind: 'recorded', carried, score: reply.score, followUps, shareUrl });
}

function refusedPage(reader: Reader, refusal: Refused): PageAnswer {
  if (!('retryAfterSeconds' in refusal)) return pageFor(reader, { kind: 'expired' }, 422);
  const { refused, retryAfterSeconds } = refusal;
  return {
    ...pageFor(reader, { kind: 'too_many', retryAfterSeconds }, refused === 'busy' ? 503 : 429),
    retryAfterSeconds,
  };
}

/** The form comes back, with what was entered, and says what is wrong with it. */
export function wrongForm(
  reader: Reader,
  problem: Problem,
  fields: Readonly<Record<string, string>>,
): PageAnswer {
  if (problem === 'bad_token') return pageFor(reader, { kind: 'expired' }, 422);
  const { source, token, settings } = reader;
  const score = /^(?:\d|10)$/.test(fields.score ?? '') ? Number(fields.score) : null;
  if (score === null)
    return questionFor(reader, null, fields.score ? 'not_understood' : 'no_score');
  const words = WORDS[problem];
  if (words === undefined) return questionFor(reader, score, 'not_understood');
  const { followUps, shareUrl } = settings;
  const carried = { source, token, key: randomUUID() };
  const entered = {
    reason: REASONS.find((reason) => reason === fields.reason) ?? null,
    comment: fields.comment ?? '',
    voice: fields.voice === 'true',
  };
  return pageFor(
    reader,
    { kind: 'recorded', carried, score, followUps, shareUrl, entered, problem: words },
    422,
  );
}

const REASONS = ['indifference', 'product', 'competitor', 'other'] as const;
const WORDS: Partial<Record<Problem, 'comment_too_long' | 'comment_marks' | 'not_understood'>> = {
  comment_too_long: 'comment_too_long',
  comment_marks: 'comment_marks',
  bad_reason: 'not_understood',
  bad_voice: 'not_understood',
};
