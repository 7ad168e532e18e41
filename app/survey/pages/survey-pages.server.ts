import { randomUUID } from 'node:crypto';
import { now } from '../../clock.server';
import type { SurveySettings } from '../settings/settings';
import { termsFor } from '../answer/answer.server';
import type { PageContext, SurveyPage } from './page';
import { surveyPage } from './survey-page';
import type { AnswerReply, AskReply, Problem, Refused } from '../message/contract';
import type { Sender } from '../answer/sender.server';
import { signFormToken } from '../proof/tokens.server';
import { REASONS } from '../../terms/reasons';

/** The reply of a door, as a Liquid page for the shop's theme. */
export interface PageReply {
  status: number;
  liquid: string;
  retryAfterSeconds?: number;
}

/** The reader of a page, the way there, and the shop's settings. */
export interface Reader {
  sender: Sender;
  /** path of the app proxy on the shop's domain */
  pathPrefix: string;
  language: 'ja' | 'en';
  source: 'storefront' | 'link';
  /** from the link, or from the form before; null: none */
  token: string | null;
  settings: SurveySettings;
}

export function renderPage(reader: Reader, page: SurveyPage, status = 200): PageReply {
  const { wording } = termsFor(reader.settings, reader.language);
  const context: PageContext = {
    language: reader.language,
    action: `${reader.pathPrefix}/survey`,
    question: wording?.question ?? null,
    thanks: wording?.thanks ?? null,
  };
  return { status, liquid: surveyPage(context, page) };
}

/** The page with the question; an anonymous reader gets a new token, so that it gives one answer. */
export function renderQuestion(
  reader: Reader,
  score: number | null,
  problem?: 'no_score' | 'not_understood',
): PageReply {
  const { source, sender, token } = reader;
  const unknown = source === 'storefront' && sender.customer === null && token === null;
  const carried = {
    source,
    token: unknown ? signFormToken(sender.shop) : token,
    key: randomUUID(),
  };
  return problem === undefined
    ? renderPage(reader, { kind: 'question', carried, score })
    : renderPage(reader, { kind: 'question', carried, score, problem }, 422);
}

/** The page after an `ask`. */
export function pageAfterAsk(reader: Reader, reply: AskReply | Refused): PageReply {
  if ('refused' in reply) return refusedPage(reader, reply);
  if (reply.ask) return renderQuestion(reader, null);
  if (reply.answered !== null) {
    const { score, changeableUntil } = reply.answered;
    const open = now().getTime() < Date.parse(changeableUntil);
    return open ? renderQuestion(reader, score) : renderPage(reader, { kind: 'closed', score });
  }
  // opening the page asks for the question, dismissed before or not
  if (reply.why === 'dismissed') return renderQuestion(reader, null);
  return renderPage(reader, { kind: reply.why === 'asked_lately' ? 'asked_lately' : 'off' });
}

/**
 * The page after an `answer`.
 * @param words the comment of the follow-up form; null: the form did not ask for one
 */
export function pageAfterAnswer(
  reader: Reader,
  reply: AnswerReply | Refused,
  words: string | null,
): PageReply {
  if ('refused' in reply) return refusedPage(reader, reply);
  if (!reply.recorded)
    return reply.why === 'closed'
      ? renderPage(reader, { kind: 'closed', score: reply.score })
      : renderPage(reader, { kind: reply.why === 'asked_lately' ? 'asked_lately' : 'off' });
  if (words !== null) return renderPage(reader, { kind: 'done', words: words.trim() !== '' });
  const { source, token } = reader;
  const { followUps, shareUrl } = reader.settings;
  const carried = { source, token, key: randomUUID() };
  const { score, heard } = reply;
  return renderPage(reader, { kind: 'recorded', carried, score, followUps, shareUrl, heard });
}

function refusedPage(reader: Reader, refusal: Refused): PageReply {
  if (!('retryAfterSeconds' in refusal)) return renderPage(reader, { kind: 'expired' }, 422);
  const { refused, retryAfterSeconds } = refusal;
  return {
    ...renderPage(reader, { kind: 'too_many', retryAfterSeconds }, refused === 'busy' ? 503 : 429),
    retryAfterSeconds,
  };
}

/** The form again, with its entries and its problem. */
export function pageForWrongForm(
  reader: Reader,
  problem: Problem,
  fields: Readonly<Record<string, string>>,
): PageReply {
  if (problem === 'bad_token') return renderPage(reader, { kind: 'expired' }, 422);
  const { source, token, settings } = reader;
  const score = /^(?:\d|10)$/.test(fields.score ?? '') ? Number(fields.score) : null;
  if (score === null)
    return renderQuestion(reader, null, fields.score ? 'not_understood' : 'no_score');
  const words = WORDS[problem];
  if (words === undefined) return renderQuestion(reader, score, 'not_understood');
  const { followUps, shareUrl } = settings;
  const carried = { source, token, key: randomUUID() };
  const entered = {
    reason: REASONS.find((reason) => reason === fields.reason) ?? null,
    comment: fields.comment ?? '',
    voice: fields.voice === 'true',
  };
  return renderPage(
    reader,
    { kind: 'recorded', carried, score, followUps, shareUrl, entered, problem: words },
    422,
  );
}

const WORDS: Partial<Record<Problem, 'comment_too_long' | 'comment_marks' | 'not_understood'>> = {
  comment_too_long: 'comment_too_long',
  comment_marks: 'comment_marks',
  bad_reason: 'not_understood',
  bad_edition: 'not_understood',
  bad_voice: 'not_understood',
};
