import type { PageLanguage } from './texts';
import type { Reason } from '../../terms/reasons';
import type { HeardQuestion } from '../message/contract';
import type { FollowUpSettings } from '../settings/settings';

/** What every page of a request shares. */
export interface PageContext {
  language: PageLanguage;
  /** path that forms post to, on the shop's domain: the signed `path_prefix` and `/survey` */
  action: string;
  /** the merchant's words in that language; null: the app's */
  question: string | null;
  thanks: string | null;
}

/** Hidden fields of a form, besides `kind` and `language`. */
export interface Carried {
  source: 'storefront' | 'link';
  /** signed by the app, for visitors who are not logged in; null: no field */
  token: string | null;
  /** idempotency key, a new uuid for each page: a form sent twice is one submission */
  key: string;
}

/** A buyer's entries; they stay in a form that comes back. */
interface Entered {
  reason: Reason | null;
  comment: string;
  voice: boolean;
}

/** Why a form comes back. */
export type Problem = 'no_score' | 'comment_too_long' | 'comment_marks' | 'not_understood';

/**
 * The question. With a score: the page between the block's form, which cannot carry a token, and an
 * anonymous buyer's answer. Without: the page of a signed link.
 */
export interface QuestionPage {
  kind: 'question';
  carried: Carried;
  score: number | null;
  problem?: Problem;
}

/** The score is recorded: thanks, and the optional follow-up of that score. */
export interface RecordedPage extends FollowUpSettings {
  kind: 'recorded';
  carried: Carried;
  score: number;
  /** the second question, where it is asked */
  heard?: HeardQuestion;
  entered?: Entered;
  problem?: Problem;
}

/** A page without a form, with a way back to the shop. */
export type NoticePage =
  /** the follow-up is recorded, with or without a comment */
  | { kind: 'done'; words: boolean }
  /** answered too long ago to change */
  | { kind: 'closed'; score: number }
  /** the customer was asked lately; nothing was recorded */
  | { kind: 'asked_lately' }
  /** the survey is off; nothing was recorded */
  | { kind: 'off' }
  /** a token or signed link is wrong, used or old */
  | { kind: 'expired' }
  | { kind: 'too_many'; retryAfterSeconds: number }
  /** the app failed */
  | { kind: 'failed' };

export type SurveyPage = QuestionPage | RecordedPage | NoticePage;
